namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>Something that may happen next.</summary>
/// <param name="Kind">What.</param>
/// <param name="Node">The machine that acts; of a lost message, the receiver.</param>
/// <param name="Item">The message under way, the client's message, or the timer, by number; of a crash nothing.</param>
internal readonly record struct Move(ExhaustiveStepKind Kind, int Node, int Item);

/// <summary>What may happen to a cluster in a state, and what becomes of it.</summary>
internal sealed class Moves(HandlerScenario scenario, Universe universe, Behaviour behaviour)
{
    private readonly int _injections = scenario.Injections.Count;

    /// <summary>The cluster after all machines have started.</summary>
    public void Begin(GlobalState state)
    {
        state.Clear();
        (state.Facts, state.LossesLeft, state.DoublesLeft) = (0, scenario.Losses, scenario.Doubles);
        (state.CrashesLeft, state.TimeoutsLeft, state.Injected) = (scenario.Crashes, scenario.MostTimeouts ?? 0, 0);
        for (var node = 0; node < universe.Nodes.Length; node++) Become(state, node, behaviour.Start(node, saved: 0));
    }

    /// <summary>What a machine does when it starts.</summary>
    public Outcome Started(int node, int saved) => behaviour.Start(node, saved);

    /// <summary>Whether nothing more happens by itself.</summary>
    public bool IsAtRest(GlobalState state)
    {
        if (state.Count > 0 || ulong.PopCount(state.Injected) < (ulong)_injections) return false;
        foreach (var local in state.Locals)
        {
            if (universe.Locals[local].Timers != 0) return false;
        }

        return true;
    }

    /// <summary>Lists all that may happen next, always in the same order: what is no harm comes first.</summary>
    public void List(GlobalState state, List<Move> moves)
    {
        moves.Clear();
        for (var i = 0; i < _injections; i++)
        {
            if ((state.Injected >> i & 1) == 0)
                moves.Add(new Move(ExhaustiveStepKind.Client, universe.Flights[universe.Injected[i]].To, i));
        }

        Messages(state, ExhaustiveStepKind.Deliver, moves);
        if (scenario.MostTimeouts is null || state.TimeoutsLeft > 0)
        {
            for (var node = 0; node < state.Locals.Length; node++)
            {
                foreach (var timer in universe.TimersIn(universe.Locals[state.Locals[node]].Timers))
                    moves.Add(new Move(ExhaustiveStepKind.Timeout, node, timer));
            }
        }

        if (state.DoublesLeft > 0) Messages(state, ExhaustiveStepKind.Duplicate, moves);
        if (state.LossesLeft > 0) Messages(state, ExhaustiveStepKind.Lose, moves);
        if (state.CrashesLeft == 0) return;
        for (var node = 0; node < state.Locals.Length; node++) moves.Add(new Move(ExhaustiveStepKind.Crash, node, 0));
    }

    /// <summary>Does a move in place.</summary>
    /// <returns>What the machine did; null when a message was lost.</returns>
    /// <exception cref="HandlerFault">The handler breaks the rules.</exception>
    public Outcome? Do(Move move, GlobalState state)
    {
        var (kind, node, item) = move;
        var local = state.Locals[node];
        switch (kind)
        {
            case ExhaustiveStepKind.Client:
                state.Injected |= 1UL << item;
                return Become(state, node, behaviour.Receive(local, universe.Injected[item]));
            case ExhaustiveStepKind.Deliver:
                state.Remove(item);
                return Become(state, node, behaviour.Receive(local, item));
            case ExhaustiveStepKind.Duplicate:
                state.DoublesLeft--;
                return Become(state, node, behaviour.Receive(local, item));
            case ExhaustiveStepKind.Timeout:
                if (scenario.MostTimeouts is not null) state.TimeoutsLeft--;
                return Become(state, node, behaviour.Timeout(local, item));
            case ExhaustiveStepKind.Crash:
                state.CrashesLeft--;
                return Become(state, node, behaviour.Start(node, universe.Locals[local].Saved));
            default:
                state.LossesLeft--;
                state.Remove(item);
                return null;
        }
    }

    private Outcome Become(GlobalState state, int node, Outcome outcome)
    {
        state.Locals[node] = outcome.Local;
        foreach (var flight in outcome.Flights) state.Add(flight);
        foreach (var fact in outcome.Facts) state.Facts = universe.Facts.Add(state.Facts, fact);
        return outcome;
    }

    /// <summary>Of equal messages one stands for all.</summary>
    private void Messages(GlobalState state, ExhaustiveStepKind kind, List<Move> moves)
    {
        var last = -1;
        foreach (var flight in state.Flying)
        {
            if (flight != last) moves.Add(new Move(kind, universe.Flights[flight].To, flight));
            last = flight;
        }
    }
}
