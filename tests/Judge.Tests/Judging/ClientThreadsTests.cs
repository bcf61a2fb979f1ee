using System.Collections.Concurrent;
using Katas.Engine.Histories;
using Katas.Engine.Specs;

namespace Katas.Judge.Tests.Judging;

/// <summary>Clients on real threads.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ClientThreadsTests
{
    private readonly HistoryRecorder _history = new();
    private readonly ConcurrentBag<int> _seen = [];

    /// <summary>Each waits for the other, so neither could come to its end alone.</summary>
    [Test]
    public void Clients_run_at_the_same_time()
    {
        using var meeting = new Barrier(3);
        ClientThreads.Run(Clients(3), client => client.Call("meet", seen =>
        {
            meeting.SignalAndWait();
            seen.Add(client.Number);
            return true;
        }));
        Assert.That(_seen.Order(), Is.EqualTo(new[] { 1, 2, 3 }));
        var calls = _history.ToHistory().Operations;
        Assert.That(calls, Has.Count.EqualTo(3).And.All.Matches<Operation>(call => call is { Output: true }));
    }

    [Test]
    public void What_a_client_throws_comes_out_and_its_call_stays_open()
    {
        Assert.Throws<FormatException>(() => ClientThreads.Run(Clients(2), client => client.Call<bool>("call", seen =>
        {
            if (client.Number == 2) throw new FormatException("planted");
            seen.Add(client.Number);
            return true;
        })));
        Assert.That(_seen, Is.EqualTo(new[] { 1 }));
        Assert.That(_history.ToHistory().Operations.Count(operation => operation.Ending == Ending.Open), Is.EqualTo(1));
    }

    [Test]
    public void The_answer_is_recorded_in_the_form_of_the_model()
    {
        var given = Clients(1)[0].Call("length", seen => "abc", text => text.Length);
        Assert.That(given, Is.EqualTo("abc"));
        Assert.That(_history.ToHistory().Operations.Single().Output, Is.EqualTo(3));
    }

    private List<Client<ConcurrentBag<int>>> Clients(int count) =>
    [
        .. Enumerable.Range(1, count).Select(
            number => new Client<ConcurrentBag<int>>(_seen, _history, number, new Random(number))),
    ];
}
