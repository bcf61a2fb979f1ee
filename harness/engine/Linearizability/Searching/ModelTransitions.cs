using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Searching;

/// <summary>The transitions of an author's model, and a watch over what a model must not do.</summary>
internal sealed class ModelTransitions<TState, TInput, TOutput> : TransitionSource
    where TState : notnull where TInput : notnull
{
    private readonly SequentialModel<TState, TInput, TOutput> _model;
    private readonly IReadOnlyList<Operation> _operations;
    private readonly List<TState> _states = [];
    private readonly List<int> _hashes = [];
    private readonly Dictionary<TState, int> _numbers = [];
    private readonly List<int> _examples = [];
    private readonly List<(TInput Input, bool IsKnown, TOutput? Output)> _classes = [];
    private readonly List<int> _overwritten = [];
    private readonly List<TInput> _available = [];

    public ModelTransitions(SequentialModel<TState, TInput, TOutput> model, IReadOnlyList<Operation> operations)
        : base(operations.Count)
    {
        ValueEquality.Require(typeof(TState), model.Name);
        (_model, _operations) = (model, operations);
        var numbers = new Dictionary<(TInput, bool, TOutput?), int>();
        for (var i = 0; i < operations.Count; i++)
        {
            var key = Code(operations[i]);
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers.Add(key, number = _classes.Count);
                _classes.Add(key);
                _examples.Add(i);
                _overwritten.Add(-1);
            }

            ClassOf[i] = number;
        }

        ClassCount = _classes.Count;
        IsReadOnly = [.. _classes.Select(c => c.IsKnown && model.IsReadOnly(c.Input, c.Output!))];
        Overwrites = [.. _classes.Select(c => model.Overwrites(c.Input))];
        Observes = [.. _classes.Select((c, i) => IsReadOnly[i] || (c.IsKnown && c.Output is not null && !Overwrites[i]))];
        Initial = Number(model.Initial);
    }

    public override int StateCount => _states.Count;

    public override string Describe(int state) => _model.Describe(_states[state]);

    public override string? LegalAnswers(int state, int operation) =>
        _model.LegalAnswers(_states[state], _classes[ClassOf[operation]].Input);

    public override IReadOnlyList<int> StatesOf(TransitionSource other) =>
        [.. ((ModelTransitions<TState, TInput, TOutput>)other)._states.Select(Number)];

    public override bool MayBecomeLegal(int state, int @class, List<int> available)
    {
        _available.Clear();
        foreach (var other in available) _available.Add(_classes[other].Input);
        var (input, _, output) = _classes[@class];
        return _model.MayBecomeLegal(_states[state], input, output!, _available);
    }

    protected override List<int> Compute(int state, int @class)
    {
        var before = _states[state];
        var next = new List<int>(1);
        try
        {
            var (input, isKnown, output) = _classes[@class];
            foreach (var after in isKnown ? _model.After(before, input, output!) : _model.AfterUnknown(before, input))
            {
                var number = Number(after);
                if (!next.Contains(number)) next.Add(number);
            }
        }
        catch (Exception e) when (e is not (ModelException or ThreadAbortException or OperationCanceledException))
        {
            throw new ModelException($"{Doing(state, @class)}, it threw {e.GetType().Name}: {e.Message}", e);
        }

        Watch(state, @class, next);
        return next;
    }

    private void Watch(int state, int @class, List<int> next)
    {
        if (_states[state].GetHashCode() != _hashes[state])
        {
            throw new ModelException(
                $"{Doing(state, @class)}, it changed the state that it was given. A step must leave that state as it is and " +
                "return a new one: use records, `with`, and Sequence<T>.");
        }

        if (IsReadOnly[@class] && (next.Count > 1 || (next.Count == 1 && next[0] != state)))
        {
            throw new ModelException(
                $"{Doing(state, @class)}, the state became {Describe(next[0])}, although IsReadOnly says that this call never " +
                "changes it.");
        }

        if (!Overwrites[@class]) return;
        if (_overwritten[@class] == -1 && next.Count == 1) _overwritten[@class] = next[0];
        if (next.Count != 1 || next[0] != _overwritten[@class])
        {
            throw new ModelException(
                $"{Doing(state, @class)}, it was refused or the state became another than from other states, although " +
                "Overwrites says that this call is always legal and what was before does not matter.");
        }
    }

    private string Doing(int state, int @class) =>
        $"The model {_model.Name} is at fault: in state {Describe(state)}, asked for {_operations[_examples[@class]]}";

    private (TInput Input, bool IsKnown, TOutput? Output) Code(Operation operation)
    {
        var input = TypedModel.Input<TInput>(_model, operation);
        if (operation.Ending != Ending.Returned) return (input, false, default);
        var output = _model.NormaliseOutput(input, operation.Output);
        return (input, true, TypedModel.Output<TOutput>(_model, operation, output));
    }

    private int Number(TState state)
    {
        if (_numbers.TryGetValue(state, out var number)) return number;
        _numbers.Add(state, number = _states.Count);
        _states.Add(state);
        _hashes.Add(state.GetHashCode());
        StateBytes += StateSize.Of(state);
        return number;
    }
}
