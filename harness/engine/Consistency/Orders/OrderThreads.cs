namespace Katas.Engine.Consistency.Orders;

/// <summary>How far each client is, and which free operations were used.</summary>
internal sealed class OrderThreads
{
    private const int Bits = 32;
    private readonly List<int[]> _firm = [];
    private readonly List<(int Operation, int Thread, int After, int Twins)> _free = [];
    private readonly int[] _threadOf;
    private readonly int[] _freeOf;

    public OrderThreads(OrderProblem problem, bool[] firm)
    {
        (_threadOf, _freeOf) = (new int[firm.Length], new int[firm.Length]);
        var twins = new Dictionary<(int Key, int Class), int>();
        foreach (var session in problem.Sessions)
        {
            var after = 0;
            foreach (var operation in session)
            {
                (_threadOf[operation], _freeOf[operation]) = (_firm.Count, firm[operation] ? -1 : _free.Count);
                if (firm[operation]) after++;
                if (firm[operation]) continue;
                var twin = (problem.KeyOf[operation], problem.ClassOf(operation, asRecorded: false));
                if (!twins.TryGetValue(twin, out var group)) twins.Add(twin, group = twins.Count);
                _free.Add((operation, _firm.Count, after, group));
            }

            _firm.Add([.. session.Where(operation => firm[operation])]);
            FirmLeft += after;
        }

        Place = new int[_firm.Count + ((_free.Count + Bits - 1) / Bits)];
    }

    /// <summary>How many firm operations are still to be done.</summary>
    public int FirmLeft { get; private set; }

    /// <summary>By client how many of its firm operations are done, then a bit for each free operation that was used.</summary>
    public int[] Place { get; }

    /// <summary>
    /// What may be next: firm operations in the order of their calls, because most histories came about about so; then the
    /// free ones, of those that are alike only one.
    /// </summary>
    public IEnumerable<int> Next()
    {
        var next = new List<int>();
        for (var thread = 0; thread < _firm.Count; thread++)
        {
            if (Place[thread] < _firm[thread].Length) next.Add(_firm[thread][Place[thread]]);
        }

        next.Sort();
        var tried = new HashSet<int>();
        for (var i = 0; i < _free.Count; i++)
        {
            var (operation, thread, after, twins) = _free[i];
            if (!IsUsed(i) && Place[thread] >= after && tried.Add(twins)) next.Add(operation);
        }

        return next;
    }

    public void Do(int operation)
    {
        if (_freeOf[operation] >= 0) Flip(_freeOf[operation]);
        else (Place[_threadOf[operation]], FirmLeft) = (Place[_threadOf[operation]] + 1, FirmLeft - 1);
    }

    public void Undo(int operation)
    {
        if (_freeOf[operation] >= 0) Flip(_freeOf[operation]);
        else (Place[_threadOf[operation]], FirmLeft) = (Place[_threadOf[operation]] - 1, FirmLeft + 1);
    }

    private bool IsUsed(int free) => (Place[_firm.Count + (free / Bits)] >> (free % Bits) & 1) != 0;

    private void Flip(int free) => Place[_firm.Count + (free / Bits)] ^= 1 << (free % Bits);
}
