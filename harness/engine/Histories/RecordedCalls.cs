namespace Katas.Engine.Histories;

/// <summary>How a recorded call ended.</summary>
internal enum Outcome
{
    Returned,
    ResultUnknown,
    DidNothing,
}

/// <summary>The calls of one client: one thread writes, any thread may read what was written so far.</summary>
/// <remarks>
/// A list of blocks that never move, so a reader needs no lock: what lies below <see cref="_count"/> has been written, and a
/// call's outcome has been written when its return is not <see cref="long.MaxValue"/>.
/// </remarks>
internal sealed class RecordedCalls
{
    private const int FirstBlock = 16;

    // 1024 places are 40 KB: larger blocks would go to the large object heap.
    private const int LargestBlock = 1024;

    private readonly Block _first = new(FirstBlock);
    private Block _block;
    private int _used;
    private int _count;

    public RecordedCalls() => _block = _first;

    /// <summary>Whether a call waits for its outcome. For the writer.</summary>
    public bool HasOpen { get; private set; }

    /// <summary>What the open call asked. For the writer.</summary>
    public object OpenInput => _block.Places[_used - 1].Input;

    /// <summary>Adds a call.</summary>
    public void Open(object input, long at)
    {
        if (_used == _block.Places.Length) Grow();
        ref var place = ref _block.Places[_used++];
        place.Input = input;
        place.Invoked = at;
        place.Returned = long.MaxValue;
        HasOpen = true;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Gives the open call its outcome.</summary>
    public void Close(object? output, Outcome outcome, long at)
    {
        ref var place = ref _block.Places[_used - 1];
        place.Output = output;
        place.Outcome = outcome;
        HasOpen = false;
        Volatile.Write(ref place.Returned, at);
    }

    /// <summary>The open call will have no outcome.</summary>
    public void LeaveOpen() => HasOpen = false;

    /// <summary>Adds the calls up to a stamp; what ended after it is open. For any thread.</summary>
    public void Collect(List<Operation> operations, int client, long cut)
    {
        var left = Volatile.Read(ref _count);
        for (var block = _first; left > 0; block = block.Next!)
        {
            var here = Math.Min(left, block.Places.Length);
            for (var i = 0; i < here; i++)
            {
                ref var place = ref block.Places[i];
                if (place.Invoked > cut) return;
                var returned = Volatile.Read(ref place.Returned);
                if (returned > cut)
                    operations.Add(new Operation(0, client, place.Input, null, Ending.Open, place.Invoked, long.MaxValue));
                else if (place.Outcome != Outcome.DidNothing)
                    operations.Add(new Operation(0, client, place.Input, place.Output, EndingOf(place), place.Invoked, returned));
            }

            left -= here;
        }
    }

    private static Ending EndingOf(in Place place) =>
        place.Outcome == Outcome.Returned ? Ending.Returned : Ending.ResultUnknown;

    private void Grow()
    {
        _block = _block.Next = new Block(Math.Min(2 * _block.Places.Length, LargestBlock));
        _used = 0;
    }

    private struct Place
    {
        public object Input;
        public object? Output;
        public long Invoked;
        public long Returned;
        public Outcome Outcome;
    }

    private sealed class Block(int size)
    {
        public Place[] Places { get; } = new Place[size];

        public Block? Next { get; set; }
    }
}
