using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Bench;

/// <summary>Large histories from a seed: clients without a pause, so that nearly all of them are in a call at any time.</summary>
internal static class SyntheticHistories
{
    private const int Clients = 50;
    private const int LongestCall = 100;

    private static readonly string[] Knobs = ["-unique", "-5", "-100"];

    public static IReadOnlyList<string> Types { get; } =
    [
        "register-unique", "register-5", "cas-register-5", "counter", "queue", "stack", "set", "mutex", "key-value-100",
    ];

    /// <summary>The model of a type, by its name in the catalogue.</summary>
    public static string ModelOf(string type) => Knobs.FirstOrDefault(type.EndsWith) is { } knob
        ? type[..^knob.Length]
        : type;

    /// <summary>A linearizable history; <paramref name="faults"/> reads or takes in its last tenth are answered
    /// wrongly.</summary>
    public static History Make(string type, int operations, int seed, int faults = 0)
    {
        var random = new Random(seed);
        var shared = new SyntheticObject(type, random);
        // Events in the order of time: a call's effect, then its return. Effects that must wait are tried again.
        var effects = new PriorityQueue<Pending, (long, int)>();
        var done = new List<Operation>(operations);
        var called = 0;
        for (var client = 0; client < Clients; client++) Call(client, random.Next(LongestCall));
        while (effects.TryDequeue(out var pending, out _))
        {
            if (!shared.TryDo(pending.Input, pending.Client, out var output))
            {
                effects.Enqueue(pending with { Effect = pending.Effect + 1 }, (pending.Effect + 1, pending.Client));
                continue;
            }

            var returned = pending.Effect + 1 + random.Next(LongestCall / 2);
            done.Add(new Operation(0, pending.Client, pending.Input, output, Ending.Returned, pending.Invoked, returned));
            Call(pending.Client, returned + 1 + random.Next(5));
        }

        for (var i = 0; i < faults; i++) Spoil(done, random);
        var ordered = done.OrderBy(operation => operation.Invoked);
        return new History([.. ordered.Select((operation, i) => operation with { Index = i })], [], TimeUnit.Position);

        void Call(int client, long at)
        {
            var mustEnd = called >= operations;
            if (mustEnd && !shared.Owes(client)) return;
            called++;
            var effect = at + random.Next(LongestCall / 2);
            effects.Enqueue(new Pending(client, shared.Next(client), at, effect), (effect, client));
        }
    }

    /// <summary>An answer of the past is given again.</summary>
    private static void Spoil(List<Operation> done, Random random)
    {
        for (var at = done.Count - 1 - random.Next(done.Count / 10); at > 0; at--)
        {
            if (done[at].Output is null) continue;
            var earlier = done.FindLastIndex(at - Clients * 2, operation =>
                operation.Output is not null && Equals((operation.Input as Call)!.Key, (done[at].Input as Call)!.Key)
                && !Equals(operation.Output, done[at].Output) && operation.Input.Equals(done[at].Input));
            if (earlier < 0) continue;
            done[at] = done[at] with { Output = done[earlier].Output };
            return;
        }
    }

    private sealed record Pending(int Client, Call Input, long Invoked, long Effect);
}
