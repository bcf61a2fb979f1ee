using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Puts the events of a schedule into words.</summary>
internal sealed class TraceText(ScheduleRun run)
{
    private readonly ObjectNames _names = new(run.Subject);

    public TraceStep Of(TraceEvent step)
    {
        var place = PlaceText.Of(step.Location, _names);
        var value = step.HasValue ? ValueText.Of(step.Value, _names) : null;
        var text = step.Site.Kind switch
        {
            _ when step.Started >= 0 => $"starts T{Columns.Of(run, step.Started) + 1}",
            SiteKind.Read => $"read  {place}{(value is null ? "" : $" -> {value}")}",
            SiteKind.Write => $"write {place}{(value is null ? "" : $" <- {value}")}",
            _ => step.Location.IsKnown ? $"{step.Verb} {place}" : step.Verb,
        };
        return new TraceStep(Columns.Of(run, step.Thread), text, step.Site.File, step.Site.Line, value);
    }
}
