namespace Katas.Harness.Tests.Interleaving;

/// <summary>Two threads of statements such as <c>a = b + 1;</c>, some locked, and all their possible ends.</summary>
/// <remarks>
/// The oracle of the completeness test: it tries every order of every step, with no reduction and no bound.
/// </remarks>
internal sealed class TinyProgram
{
    private static readonly string[] Names = ["a", "b", "c"];
    private readonly Statement[][] _threads;

    public TinyProgram(Random random) => _threads =
    [
        .. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, 2).Select(_ => new Statement(
            random.Next(3), random.Next(3), random.Next(1, 5), random.Next(3) == 0)).ToArray()),
    ];

    public string Source() =>
        $$"""
        public class Sample : ITwoSides
        {
            private readonly object _gate = new();
            private int a, b, c;
            public void Left() { {{string.Join(' ', _threads[0].AsEnumerable())}} }
            public void Right() { {{string.Join(' ', _threads[1].AsEnumerable())}} }
            public override string ToString() => $"{a} {b} {c}";
        }
        """;

    public IReadOnlySet<string> Ends()
    {
        var ends = new HashSet<string>();
        Go(new State([0, 0], [0, 0], [0, 0, 0], -1), ends);
        return ends;
    }

    private void Go(State state, HashSet<string> ends)
    {
        var hasMoved = false;
        for (var thread = 0; thread < 2; thread++)
        {
            if (Step(state, thread) is not { } next)
                continue;
            hasMoved = true;
            Go(next, ends);
        }

        if (!hasMoved)
            ends.Add(string.Join(' ', state.Values));
    }

    /// <summary>Four steps a statement: enter the lock if there is one, read, write, leave it.</summary>
    private State? Step(State state, int thread)
    {
        var number = state.Done[thread];
        if (number == 8)
            return null;
        var statement = _threads[thread][number / 4];
        var next = new State([.. state.Done], [.. state.Read], [.. state.Values], state.Holder);
        next.Done[thread]++;
        switch (number % 4)
        {
            case 0 when statement.IsLocked:
                return state.Holder < 0 ? next with { Holder = thread } : null;
            case 1:
                next.Read[thread] = state.Values[statement.From] + statement.Plus;
                return next;
            case 2:
                next.Values[statement.To] = state.Read[thread];
                return next;
            case 3 when statement.IsLocked:
                return next with { Holder = -1 };
            default:
                return next;
        }
    }

    private sealed record State(int[] Done, int[] Read, int[] Values, int Holder);

    private sealed record Statement(int To, int From, int Plus, bool IsLocked)
    {
        public override string ToString() =>
            $"{(IsLocked ? "lock (_gate) " : "")}{Names[To]} = {Names[From]} + {Plus};";
    }
}
