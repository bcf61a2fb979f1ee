namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Lines as a table shows them: <c>:31</c>, or <c>Account.cs:12</c> for a file with fewer of the steps.</summary>
internal sealed class LineText
{
    private readonly string? _main;

    public LineText(IReadOnlyList<TraceStep> trace)
    {
        var files = trace.Where(step => step is { Line: > 0, File: not null })
            .CountBy(step => Path.GetFileName(step.File!))
            .OrderByDescending(file => file.Value).ThenBy(file => file.Key, StringComparer.Ordinal).ToList();
        _main = files.Count > 0 ? files[0].Key : null;
        Footer = files.Count > 1 ? $"Lines without a name are in {_main}." : "";
    }

    public string Footer { get; }

    public string Of(TraceStep step)
    {
        if (step.Line <= 0)
            return "";
        var file = Path.GetFileName(step.File);
        return file is null || file == _main ? $":{step.Line}" : $"{file}:{step.Line}";
    }
}
