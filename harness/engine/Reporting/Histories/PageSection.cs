using System.Text;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Counterexamples;
using static Katas.Engine.Reporting.Histories.Markup;

namespace Katas.Engine.Reporting.Histories;

/// <summary>What the page says of one history.</summary>
/// <param name="judged">The history with its verdict.</param>
/// <param name="number">Its place on the page, from 1.</param>
/// <param name="budget">How many operations may be drawn.</param>
internal sealed class PageSection(JudgedHistory judged, int number, PageBudget budget)
{
    private const int MostInCore = 150;
    private const int MostInWhole = 2000;
    private const int Window = 600;
    private const int MostInWitness = 400;
    private const int MostKeys = 20;
    private const int MostInTable = 150;

    private readonly StringBuilder _html = new();

    private CheckResult Result => judged.Result;

    /// <summary>The section.</summary>
    public string Write()
    {
        var (name, _, mark) = Words(Result.Verdict);
        _html.Append($"<section id=\"file-{number}\" class=\"{name}\">\n<h2>{Escape(judged.Title)}</h2>\n");
        var anchor = Result.Verdict == CheckVerdict.Violation && Result.Counterexample is null ? $" id=\"{Error}\"" : "";
        _html.Append($"<p class=\"verdict\"{anchor}><span class=\"mark\">{mark}</span> ")
            .Append($"{Escape(HistoryText.Headline(Result))}</p>\n");
        switch (Result)
        {
            case { Verdict: CheckVerdict.Violation, Counterexample: { } core }: Violation(core); break;
            case { Verdict: CheckVerdict.Violation }: Note("No explanation was asked for."); break;
            case { Verdict: CheckVerdict.Linearizable }: Linearizable(); break;
            default: Recorded(); break;
        }

        if (Result.Verdict != CheckVerdict.Linearizable) Note($"{HistoryText.Cost(Result.Cost)}.");
        return _html.Append("</section>\n").ToString();
    }

    /// <summary>A verdict's name in the style sheet, its word and its sign.</summary>
    public static (string Name, string Word, string Mark) Words(CheckVerdict verdict) => verdict switch
    {
        CheckVerdict.Linearizable => ("good", "Linearizable", "✓"),
        CheckVerdict.Violation => ("broken", "Not linearizable", "✗"),
        _ => ("unknown", "Unknown", "?"),
    };

    private string Error => $"error-{number}";

    private void Violation(Counterexample core)
    {
        _html.Append($"<p class=\"reason\">{Escape(HistoryText.Evidence(core))}</p>\n");
        var scene = Scene.Of(core);
        var (all, most) = (scene.Bars.Count, budget.Take(Math.Min(scene.Bars.Count, MostInCore)));
        if (most < all)
        {
            var kept = scene.ByImportance().Take(Math.Max(most, 1)).Select(bar => bar.Operation.Index).ToHashSet();
            scene = new Scene([.. scene.Bars.Where(bar => kept.Contains(bar.Operation.Index))], scene.Annotations, scene.Unit);
            Note($"Drawn: of the core's {TextDiagram.Count(all, "operation")} the last {TextDiagram.Number(scene.Bars.Count)}.");
        }

        Draw(scene, dense: false, $"The core. {HistoryText.Statistics(core)}", Error);
        _html.Append("<h3>The same in words</h3>\n").Append(OperationText.Table(scene));
        Whole(core);
    }

    private void Whole(Counterexample core)
    {
        var (all, key) = (judged.History.Operations, Values.Normalise(core.Key));
        if (key is not null) all = [.. all.Where(each => each.Input is not Call call || Equals(call.Key, key))];
        var most = budget.Take(all.Count <= MostInWhole ? all.Count : Window);
        var at = all.TakeWhile(each => each.Index < core.Impossible.Index).Count();
        var from = Math.Clamp(at - (most * 2 / 3), 0, all.Count - most);
        if (most == 0 || at >= all.Count) return;
        var part = most == all.Count
            ? $"{TextDiagram.Count(all.Count, "operation")}"
            : $"{TextDiagram.Number(most)} of {TextDiagram.Count(all.Count, "operation")}, those called around the error";
        _html.Append($"<details><summary>The history{Escape(HistoryText.Key(core.Key))}: {part}</summary>\n");
        _html.Append($"<p><a href=\"#{Error}-whole\">To the error in it</a></p>\n");
        Draw(Scene.Of([.. all.Skip(from).Take(most)], core), dense: true, $"{part}. The core stands out.", $"{Error}-whole");
        _html.Append("</details>\n");
    }

    private void Linearizable()
    {
        if (Result.Witnesses.Count == 0) Note("No explanation was asked for.");
        foreach (var (key, order) in Result.Witnesses.Take(MostKeys))
        {
            var most = budget.Take(Math.Min(order.Count, MostInWitness));
            if (most == 0) continue;
            var part = most < order.Count ? $"the first {TextDiagram.Number(most)} of " : "";
            var open = Result.Witnesses.Count == 1 && most <= 60 ? " open" : "";
            var name = key is null ? "An order" : $"An order{HistoryText.Key(key)}";
            _html.Append($"<details{open}><summary>{Escape(name)}: {part}")
                .Append($"{TextDiagram.Count(order.Count, "operation")}</summary>\n");
            var scene = Scene.Of([.. order.Take(most)], key, judged.History);
            Draw(scene, dense: false, "A witness: taking effect at the numbered points, every operation answers as it did.", "");
            if (most <= MostInTable) _html.Append(OperationText.Table(scene));
            _html.Append("</details>\n");
        }

        var more = Result.Witnesses.Count - MostKeys;
        if (more > 0) Note($"{TextDiagram.Count(more, "more key")} not drawn.");
    }

    private void Recorded()
    {
        var all = judged.History.Operations;
        var most = budget.Take(Math.Min(all.Count, Window));
        if (most == 0) return;
        var part = most < all.Count ? $"the first {TextDiagram.Number(most)} of " : "";
        _html.Append($"<details><summary>As recorded: {part}{TextDiagram.Count(all.Count, "operation")}</summary>\n");
        var scene = Scene.Of([.. all.Take(most)], judged.History);
        Draw(scene, dense: true, "As recorded. No order was found, and none was excluded.", "");
        _html.Append("</details>\n");
    }

    private void Draw(Scene scene, bool dense, string caption, string target)
    {
        var figure = new Figure(scene, dense);
        var notes = caption;
        if (figure.Clock.HasTimes && !figure.Timeline.ToScale) notes += " Time is not to scale.";
        if (figure.Clock.OriginText is { Length: > 0 } origin) notes += $" 0 is {origin}.";
        if (dense) notes += " Labels that do not fit are cut; the tooltip has them whole.";
        _html.Append("<figure>").Append(new FigureMarkup(figure, target).Write($"Diagram. {caption}"))
            .Append($"<figcaption>{Escape(notes)}</figcaption></figure>\n");
    }

    private void Note(string text) => _html.Append($"<p class=\"note\">{Escape(text)}</p>\n");
}
