using System.Globalization;
using Katas.Cli.Output;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Reporting.Histories;

namespace Katas.Cli.Judging;

/// <summary>Prints verdicts for a person, each as soon as it is known.</summary>
/// <param name="screen">Where.</param>
/// <param name="files">All files, so that the columns are known before the first verdict.</param>
/// <param name="witness">Whether the order that explains a history is shown.</param>
internal sealed class JudgeView(Screen screen, IReadOnlyList<string> files, bool witness)
{
    private const string Indent = "  ";
    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = " " };
    private readonly int _width = files.Max(file => file.Length);

    /// <summary>Says which file is being judged, where somebody waits for it.</summary>
    public void Begin(string file) => screen.Status($"judging {file}");

    /// <summary>Prints the verdict on a file and what shows it.</summary>
    public void Show(FileVerdict verdict)
    {
        var name = string.Concat(PlainText.Lines(verdict.File)).PadRight(_width);
        if (verdict.Result is not { } result)
        {
            screen.Line(name, Indent, ("NOT JUDGED", Ink.Bad), $"    {string.Join(' ', PlainText.Lines(verdict.Error!))}");
            return;
        }

        var (word, ink) = Word(result.Verdict);
        var cost = $"{Cost(result.Cost),-48}";
        screen.Line(name, Indent, ($"{word,-12}", ink), Indent, cost, Indent, (Milliseconds(verdict.Elapsed), Ink.Quiet));
        Evidence(result);
    }

    /// <summary>Prints how many came to what.</summary>
    public void Total(IReadOnlyList<FileVerdict> verdicts)
    {
        var unread = verdicts.Count(verdict => verdict.Result is null);
        var (holds, violated, unknown) =
            (Of(CheckVerdict.Linearizable), Of(CheckVerdict.Violation), Of(CheckVerdict.Unknown));
        screen.Line();
        screen.Line(
            $"{Count(verdicts.Count, "file")}: {holds} linearizable, ",
            ($"{Count(violated, "violation")}", violated > 0 ? Ink.Bad : Ink.Plain),
            ", ",
            ($"{unknown} unknown", unknown > 0 ? Ink.Warning : Ink.Plain),
            unread > 0 ? (Text: $", {unread} not judged", Ink: Ink.Bad) : "");

        int Of(CheckVerdict wanted) => verdicts.Count(verdict => verdict.Result?.Verdict == wanted);
    }

    private void Evidence(CheckResult result)
    {
        if (result.Verdict == CheckVerdict.Violation) Print(CounterexampleText(result));
        else if (result.Verdict == CheckVerdict.Unknown) Print(result.Reason);
        else if (witness)
            foreach (var (key, order) in result.Witnesses) Print(WitnessText(key, order));
    }

    private void Print(string text) => screen.Lines(PlainText.Lines(text), Indent);

    private static string CounterexampleText(CheckResult result) => result.Counterexample is { } core
        ? string.Join('\n', HistoryText.Evidence(core), HistoryText.Diagram(core), HistoryText.Found(core))
        : result.Reason;

    private static string WitnessText(object? key, IReadOnlyList<Operation> order)
    {
        var lines = order.Select(operation => $"client {operation.Client}: {operation}");
        return string.Join('\n', lines.Prepend(key is null ? "in this order" : $"key {key}, in this order"));
    }

    private static string Cost(CheckCost cost)
    {
        var parts = new List<string> { Count(cost.Operations, "operation"), cost.DecidedBy };
        if (cost.Steps > 0) parts.Add(Count(cost.Steps, "step"));
        if (cost.PeakBytes > 0) parts.Add(Size(cost.PeakBytes));
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static (string Word, Ink Ink) Word(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Linearizable => ("LINEARIZABLE", Ink.Good),
        CheckVerdict.Violation => ("VIOLATION", Ink.Bad),
        _ => ("UNKNOWN", Ink.Warning),
    };

    private static string Count(long count, string what) => $"{count.ToString("N0", Grouped)} {what}{(count == 1 ? "" : "s")}";

    private static string Size(long bytes) => bytes < 1 << 20
        ? $"{((bytes + 1023) >> 10).ToString("N0", Grouped)} KB"
        : $"{((bytes + (1 << 20) - 1) >> 20).ToString("N0", Grouped)} MB";

    private static string Milliseconds(TimeSpan span) => $"{span.TotalMilliseconds.ToString("N1", Grouped)} ms";
}
