using System.Diagnostics;
using Katas.Engine.Interleaving.Tracing;
using Katas.Simulation;

namespace Katas.Engine.Simulation.Escapes;

/// <summary>A place in a program or a script, found in a stack of calls.</summary>
/// <param name="Method">The method as it was written.</param>
/// <param name="Type">The full name of its class, the generated one of an async method.</param>
/// <param name="Place">The line.</param>
internal sealed record LearnerPlace(string Method, string Type, CodePlace Place)
{
    /// <summary>The innermost place on the running thread; null when only the engine and the framework run.</summary>
    public static LearnerPlace? Here() => Of(new StackTrace(fNeedFileInfo: true));

    /// <summary>The place nearest to the throw; null when there is none.</summary>
    public static LearnerPlace? Of(Exception? thrown) =>
        thrown is null ? null : Of(new StackTrace(thrown, fNeedFileInfo: true)) ?? Of(thrown.InnerException);

    public static LearnerPlace? Of(StackTrace trace) => trace.GetFrames().Where(IsOfProgram).Select(PlaceOf).FirstOrDefault();

    /// <summary><c> at RunAsync (Node.cs:12)</c>, or nothing.</summary>
    public static string At(LearnerPlace? place) => place is null ? "" : $" at {place}";

    public override string ToString() => $"{Method} ({Place})";

    private static LearnerPlace PlaceOf(StackFrame frame) => new(
        StackText.Name(frame), frame.GetMethod()?.DeclaringType?.FullName ?? "",
        new CodePlace(frame.GetFileName(), frame.GetFileLineNumber()));

    // The framework has no symbols here, so that its frames have no files.
    private static bool IsOfProgram(StackFrame frame) =>
        frame.GetFileName() is not null && frame.GetMethod()?.Module.Assembly is { } assembly
        && assembly != typeof(LearnerPlace).Assembly && assembly != typeof(INode).Assembly;
}
