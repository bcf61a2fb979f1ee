using Katas.Engine.Specs;
using Katas.Engine.Time;

namespace Katas.Harness.Tests.Reporting;

/// <summary>The table of calls under a failure: at most 12 rows of 100 columns, with virtual times where time passed.</summary>
public sealed class CallTableTests
{
    private readonly VirtualTime _time = new();
    private CallLog _log = null!;

    [SetUp]
    public void Begin() => _log = new CallLog(() => _time);

    [Test]
    public void Without_calls_there_is_no_table() => Assert.That(_log.Table(), Is.Null);

    [Test]
    public Task Calls_have_virtual_times_and_results()
    {
        Record("TryTake()", true);
        _time.Advance(TimeSpan.FromMilliseconds(99.9999));
        Record("TryTake()", false);
        var waits = new TaskCompletionSource();
        Record("TakeAsync()", waits.Task);
        Record("Pay(19.99)", new InvalidOperationException("no"));
        _log.Begin("Dispose()");
        waits.SetCanceled();
        return Verify(_log.Table());
    }

    [Test]
    public Task Many_calls_are_folded_in_the_middle()
    {
        for (var i = 0; i < 40; i++) Record($"Add({i})", i);
        return Verify(_log.Table());
    }

    [Test]
    public void No_line_is_wider_than_a_terminal()
    {
        Record(new string('x', 300), new string('y', 300));
        Assert.That(_log.Table()!.Split('\n'), Has.All.Length.AtMost(100));
    }

    private void Record(string call, object? result) => _log.Begin(call).Return(result);
}
