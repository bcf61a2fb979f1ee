namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>Finds the moves that led to a state. Only parents are kept: which move it was is tried again.</summary>
internal sealed class PathFinder(StateStore store, Moves moves, int nodes)
{
    private readonly GlobalState _state = new(nodes);
    private readonly GlobalState _next = new(nodes);
    private readonly PackedState _packed = new();
    private readonly List<Move> _possible = [];

    public List<Move> To(int index)
    {
        List<Move> path = [];
        for (; store.Parent(index) is var parent and >= 0; index = parent) path.Add(Between(parent, index));
        path.Reverse();
        return path;
    }

    private Move Between(int parent, int child)
    {
        PackedState.Unpack(store[parent], _state);
        moves.List(_state, _possible);
        foreach (var move in _possible)
        {
            _next.CopyFrom(_state);
            moves.Do(move, _next);
            _packed.Pack(_next);
            if (_packed.Bytes.SequenceEqual(store[child])) return move;
        }

        throw new InvalidOperationException("No move leads from a state to the one that was met from it.");
    }
}
