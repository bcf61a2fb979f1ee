using Katas.Engine.Reporting;

namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>One search, breadth first.</summary>
internal sealed class Search
{
    private readonly ExhaustiveOptions _options;
    private readonly Universe _universe;
    private readonly Moves _moves;
    private readonly Judge _judge;
    private readonly StateStore _store = new();
    private readonly PackedState _packed = new();
    private readonly GlobalState _state;
    private readonly GlobalState _next;
    private readonly List<Move> _possible = [];
    private int _depth;
    private int _levelEnd;
    private int _atRest;
    private long _transitions;

    public Search(HandlerScenario scenario, ExhaustiveOptions options)
    {
        _options = options;
        _universe = new Universe(scenario);
        _moves = new Moves(scenario, _universe, new Behaviour(scenario, _universe));
        _judge = new Judge(scenario, _universe);
        _state = new GlobalState(_universe.Nodes.Length);
        _next = new GlobalState(_universe.Nodes.Length);
    }

    public ExhaustiveResult Run()
    {
        try
        {
            _moves.Begin(_next);
        }
        catch (HandlerFault fault)
        {
            return Faulty(fault);
        }

        _packed.Pack(_next);
        _store.Add(_packed.Bytes, parent: -1);
        if (Met() is { } broken) return broken;
        _levelEnd = 1;
        for (var index = 0; index < _store.Count; index++)
        {
            if (index == _levelEnd) (_depth, _levelEnd) = (_depth + 1, _store.Count);
            if (_depth == _options.MostSteps) return Result(bound: $"a limit of {_options.MostSteps} steps");
            if (Expand(index) is { } end) return end;
        }

        return Complete();
    }

    /// <summary>Tries all that may happen in a state; a result when that ends the search.</summary>
    private ExhaustiveResult? Expand(int index)
    {
        PackedState.Unpack(_store[index], _state);
        _moves.List(_state, _possible);
        foreach (var move in _possible)
        {
            _transitions++;
            _next.CopyFrom(_state);
            try
            {
                _moves.Do(move, _next);
            }
            catch (HandlerFault fault)
            {
                return At(index, move, Faulty(fault));
            }

            _packed.Pack(_next);
            if (_packed.Bytes.Length > StateStore.LongestState)
                return Result(bound: $"a state with {_next.Count} messages under way, more than can be kept");
            if (!_store.Add(_packed.Bytes, index)) continue;
            if (Met() is { } broken) return broken;
            if (_store.Count >= _options.MostStates)
                return Result(bound: $"a limit of {Numbers.Grouped(_options.MostStates)} states");
            if (_store.Size > _options.MostBytes) return Result(bound: $"a limit of {_options.MostBytes >> 20} MiB");
        }

        return null;
    }

    /// <summary>A new state is judged; a result when it breaks a promise.</summary>
    private ExhaustiveResult? Met()
    {
        var isAtRest = _moves.IsAtRest(_next);
        if (isAtRest) _atRest++;
        if (_judge.Look(_next, isAtRest) is not var (property, evidence)) return null;
        var result = Result(ExhaustiveFinding.PropertyBroken) with { Property = property, Evidence = evidence };
        return At(_store.Count - 1, null, result);
    }

    private ExhaustiveResult Complete() => _judge switch
    {
        { Unreached: { } never } => Result(ExhaustiveFinding.NeverHappened) with
        {
            IsComplete = true, Property = never.Name,
            Evidence = $"In none of the {Numbers.Grouped(_store.Count)} states that the cluster can be in has it come about.",
        },
        { AtRest: { } end } when _atRest == 0 => Result(ExhaustiveFinding.NeverAtRest) with
        {
            IsComplete = true, Property = end.Name,
            Evidence = $"The cluster never comes to rest: in each of its {Numbers.Grouped(_store.Count)} states something is " +
                "under way, or a timer is set.",
        },
        _ => Result(ExhaustiveFinding.None) with { IsComplete = true },
    };

    private ExhaustiveResult Faulty(HandlerFault fault) => Result(fault.Finding) with
    {
        Property = fault.Property, Evidence = fault.Message, Exception = fault.InnerException,
    };

    private ExhaustiveResult At(int index, Move? last, ExhaustiveResult result)
    {
        var path = new PathFinder(_store, _moves, _universe.Nodes.Length).To(index);
        if (last is { } move) path.Add(move);
        var trace = new PathTrace(_universe, _moves);
        return result with
        {
            Steps = trace.Walk(path),
            Run = trace.Run(Alike(result.Finding), result.Property!, result.Evidence!, result.Exception),
        };
    }

    /// <summary>What the diagrams of ordinary runs call it.</summary>
    private static SimulationFinding Alike(ExhaustiveFinding finding) => finding switch
    {
        ExhaustiveFinding.HandlerThrew => SimulationFinding.NodeThrew,
        ExhaustiveFinding.UnknownPeer => SimulationFinding.UnknownPeer,
        ExhaustiveFinding.PropertyBroken => SimulationFinding.PropertyBroken,
        _ => SimulationFinding.NotRepeatable,
    };

    private ExhaustiveResult Result(string bound) => Result(ExhaustiveFinding.Undecided) with { Bound = bound };

    private ExhaustiveResult Result(ExhaustiveFinding finding) =>
        new(finding, _store.Count, _transitions, _store.Count > _levelEnd ? _depth + 1 : _depth)
        {
            CompleteDepth = _depth, AtRest = _atRest,
        };
}
