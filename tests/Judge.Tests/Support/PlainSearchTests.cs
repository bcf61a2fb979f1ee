using Katas.Engine.Histories;
using Katas.Engine.Linearizability;
using Katas.Engine.Linearizability.Models;

namespace Katas.Judge.Tests.Support;

/// <summary>The yardstick of the fuzz tests, on histories that one can judge by eye.</summary>
public sealed class PlainSearchTests
{
    private static readonly QueueModel Queue = new();

    [Test]
    public void Overlapping_calls_may_take_effect_in_either_order() =>
        Assert.That(PlainSearch.IsLinearizable(Queue, [Took(0, 5, 1), Put(3, 8, 1)]), Is.True);

    [Test]
    public void Calls_that_meet_at_one_instant_overlap() =>
        Assert.That(PlainSearch.IsLinearizable(Queue, [Took(0, 3, 1), Put(3, 8, 1)]), Is.True);

    [Test]
    public void A_return_before_a_call_orders_them() =>
        Assert.That(PlainSearch.IsLinearizable(Queue, [Took(0, 2, 1), Put(3, 8, 1)]), Is.False);

    [Test]
    public void An_open_call_may_take_effect_after_the_end_or_never()
    {
        Assert.That(PlainSearch.IsLinearizable(Queue, [Put(0, 1, 1), Open(2, QueueModel.Dequeue), Took(4, 5, 1)]), Is.True);
        Assert.That(PlainSearch.IsLinearizable(Queue, [Put(0, 1, 1), Open(2, QueueModel.Dequeue), Took(4, 5, null)]), Is.True);
        Assert.That(PlainSearch.IsLinearizable(Queue, [Put(0, 1, 1), Took(2, 3, null), Open(4, QueueModel.Dequeue)]), Is.False);
    }

    [Test]
    public void A_call_whose_result_is_unknown_took_effect()
    {
        var lost = Open(2, QueueModel.Dequeue) with { Ending = Ending.ResultUnknown, Returned = 3 };
        Assert.That(PlainSearch.IsLinearizable(Queue, [Put(0, 1, 1), lost, Took(4, 5, 1)]), Is.False);
        Assert.That(PlainSearch.IsLinearizable(Queue, [Put(0, 1, 1), lost, Took(4, 5, null)]), Is.True);
    }

    private static Operation Put(long from, long to, int value) =>
        new(0, 0, QueueModel.Enqueue(value), null, Ending.Returned, from, to);

    private static Operation Took(long from, long to, int? value) =>
        new(0, 0, QueueModel.Dequeue, value, Ending.Returned, from, to);

    private static Operation Open(long from, Call call) => new(0, 0, call, null, Ending.Open, from, long.MaxValue);
}
