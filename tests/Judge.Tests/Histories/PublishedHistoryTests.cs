using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Histories;

/// <summary>Every published history is read as its description says.</summary>
internal sealed class PublishedHistoryTests
{
    [TestCaseSource(typeof(Published), nameof(Published.All))]
    public void It_has_the_operations_and_open_calls_that_are_known_of_it(Expected expected)
    {
        var operations = HistoryFile.Read(expected.Path).Operations;
        Assert.That(operations, Has.Count.EqualTo(expected.Operations));
        Assert.That(operations.Count(operation => operation.Ending == Ending.Open), Is.EqualTo(expected.Pending));
        foreach (var name in operations.Select(operation => ((Call)operation.Input).Name).Distinct())
        {
            var calls = operations.Where(operation => ((Call)operation.Input).Name == name).ToList();
            Assert.That(calls, Has.Count.EqualTo(Known("invoke", name)), name);
            Assert.That(calls.Count(Answered), Is.EqualTo(Known("ok", name)), name);
            Assert.That(calls.Count(Failed), Is.EqualTo(Known("fail", name) + Known("fail", $"{name} timeout")), name);
        }

        int Known(string type, string name) => expected.Counts.GetValueOrDefault($":{type} {name}")
            + expected.Counts.GetValueOrDefault($"{type} {name}");
    }

    [TestCaseSource(typeof(Published), nameof(Published.All))]
    public void It_is_the_same_after_being_written_and_read(Expected expected)
    {
        var history = HistoryFile.Read(expected.Path);
        using var written = new StringWriter();
        JsonHistory.Write(history, written);
        using var text = new StringReader(written.ToString());
        var again = JsonHistory.Read(text);
        Assert.That(again.Operations.Select(WithoutLine).SequenceEqual(history.Operations.Select(WithoutLine)));
    }

    private static Operation WithoutLine(Operation operation) => operation with { Line = 0 };

    private static bool Answered(Operation operation) => operation.Ending == Ending.Returned && operation.Output is not false;

    private static bool Failed(Operation operation) =>
        operation.Ending == Ending.ResultUnknown || (operation.Ending == Ending.Returned && operation.Output is false);
}
