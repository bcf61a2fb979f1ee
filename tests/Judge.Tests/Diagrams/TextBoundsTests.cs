using System.Text.RegularExpressions;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Counterexamples;
using Katas.Engine.Reporting.Histories;

namespace Katas.Judge.Tests.Diagrams;

/// <summary>Random cores: whatever they hold, the diagram fits and names what it draws.</summary>
public sealed partial class TextBoundsTests
{
    private const int Cores = 400;

    [Test]
    public void The_diagram_never_leaves_its_bounds() => Assert.Multiple(() =>
    {
        for (var seed = 0; seed < Cores; seed++)
        {
            var lines = HistoryText.Diagram(Core(seed)).Split('\n');
            Assert.That(lines, Has.Length.InRange(1, 12), $"seed {seed}");
            Assert.That(lines, Has.All.Length.LessThanOrEqualTo(100), $"seed {seed}");
        }
    });

    [Test]
    public void Every_operation_has_its_label_or_its_letter_or_is_counted_as_hidden() => Assert.Multiple(() =>
    {
        for (var seed = 0; seed < Cores; seed++)
        {
            var core = Core(seed);
            var text = HistoryText.Diagram(core);
            var labels = Labels.Of([.. core.Operations.Select(each => each.Operation)], core.Key);
            // In "|-put(1)-||!get -> 1!|" each bar is opened by a stroke and closed by one, or left open.
            var bars = Bar().Matches(text).Select(match => match.Groups[1].Value).ToList();
            var legend = Legend().Matches(text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
            var hidden = Hidden().Match(text) is { Success: true } fold ? int.Parse(fold.Groups[1].Value) : 0;
            Assert.That(bars.Count + hidden, Is.EqualTo(labels.Count), $"seed {seed}\n{text}");
            var named = bars.Select(bar => (legend.TryGetValue(bar, out var entry) ? entry : bar).Split('…')[0]);
            Assert.That(named, Has.All.Matches<string>(name => IsAmong(labels, name)), $"seed {seed}\n{text}");
            Assert.That(text, Does.Contain("no legal point"), $"seed {seed}\n{text}");
        }
    });

    [GeneratedRegex(@"\|[-!]+([^-!|].*?)(?:[-!]+\||···|…>)")]
    private static partial Regex Bar();

    [GeneratedRegex(@"(?:   |^ {7,})([A-Z]) = (.*?)(?=   |$)", RegexOptions.Multiline)]
    private static partial Regex Legend();

    [GeneratedRegex("… ([0-9]+) more operation")]
    private static partial Regex Hidden();

    private static Counterexample Core(int seed)
    {
        var random = new Random(seed);
        var builder = new HistoryBuilder(seed % 2 == 0 ? TimeUnit.Nanosecond : TimeUnit.Position);
        var (clients, open) = (random.Next(1, 20), new HashSet<int>());
        var longest = seed % 3 == 0 ? 70 : 6;
        long time = seed % 5 == 0 ? 1L << 50 : 0;
        for (var events = random.Next(1, 60); events > 0; events--)
        {
            var client = random.Next(clients);
            time += random.Next(3) * random.Next(1, 2000);
            if (open.Add(client)) builder.Invoke(client, new Call("op", Word(random, longest)), time);
            else if (!open.Remove(client)) continue;
            else if (random.Next(8) == 0) builder.LeaveOpen(client);
            else builder.Return(client, random.Next(3) == 0 ? null : Word(random, longest), time);
        }

        return Of(builder.Build(), random);
    }

    private static Counterexample Of(History history, Random random)
    {
        var operations = history.Operations;
        var impossible = operations[random.Next(operations.Count)];
        var order = operations.Where(each => each != impossible && random.Next(4) > 0)
            .OrderBy(each => random.NextDouble() < 0.5 || each.Returned == long.MaxValue ? each.Invoked : each.Returned);
        return new Counterexample(
            null, [.. operations.Select(each => new CoreOperation(each, each != impossible && random.Next(5) == 0))], impossible,
            [.. order.Select(each => new Placed(each, Word(random, 40)))], [], "", true, 100, [], history.Unit);
    }

    private static bool IsAmong(IReadOnlyList<string> labels, string? name) =>
        labels.Any(label => name is not null && label.StartsWith(name, StringComparison.Ordinal));

    private static string Word(Random random, int longest) =>
        new([.. Enumerable.Range(0, random.Next(1, longest)).Select(_ => (char)random.Next('a', 'z' + 1))]);
}
