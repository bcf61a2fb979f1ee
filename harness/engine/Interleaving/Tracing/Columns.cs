using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>The table's columns: the operations, then what they started. The stage has none.</summary>
internal static class Columns
{
    public static int Of(LogicalThread thread) => Of(thread.Run, thread.Index);

    public static int Of(ScheduleRun run, int thread) => thread < run.Operations ? thread : thread - 1;
}
