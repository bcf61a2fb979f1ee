using Katas.Engine.Consistency;

namespace Katas.Judge.Tests.Consistency;

/// <summary>A store of lists that keeps one promise to its transactions, and no more.</summary>
internal enum Promise
{
    /// <summary>Each transaction runs at one moment between its beginning and its end.</summary>
    Serial,

    /// <summary>The same, but those that only read may be answered by an earlier state.</summary>
    Stale,

    /// <summary>Each reads the state at its beginning; of two that append to one key at once, the second aborts.</summary>
    Snapshot,

    /// <summary>Each reads what is committed at the moment, and its appends become visible together.</summary>
    Committed,

    /// <summary>Every step is done at once for all to see; an abort takes the appends back.</summary>
    Nothing,
}

/// <summary>Runs random transactions of several processes, interleaved step by step.</summary>
internal sealed class ListStore(Promise promise, Random random, int transactions, int processes, int keys)
{
    private readonly Dictionary<int, List<object?>> _lists =
        Enumerable.Range(0, keys).ToDictionary(key => key, _ => new List<object?>());
    private readonly Dictionary<int, int> _changed = [];
    private readonly TransactionList _history = new();
    private readonly Running?[] _running = new Running?[processes];
    private readonly List<Dictionary<int, List<object?>>> _past = [];
    private int _begun;
    private int _commits;
    private int _values;

    public IReadOnlyList<Transaction> Run()
    {
        while (_begun < transactions || Array.Exists(_running, each => each is not null))
        {
            var process = random.Next(processes);
            if (_running[process] is { } running) Step(process, running);
            else if (_begun < transactions) Begin(process);
        }

        return _history.Build();
    }

    private void Begin(int process)
    {
        _begun++;
        _history.Begin(process);
        _past.Add(_lists.ToDictionary(each => each.Key, each => each.Value.ToList()));
        var onlyReads = promise == Promise.Stale && random.Next(2) == 0;
        _running[process] = new Running(random.Next(1, 4), _commits, _past[onlyReads ? random.Next(_past.Count) : ^1], onlyReads);
    }

    private void Step(int process, Running running)
    {
        if (running.Status is { } status)
        {
            _history.End(process, status, running.Steps);
            _running[process] = null;
            return;
        }

        do
        {
            if (running.Left-- == 0) running.Status = Finish(running);
            else Do(running);
        }
        while (promise <= Promise.Stale && running.Status is null);
    }

    private void Do(Running running)
    {
        var key = random.Next(keys);
        if (running.OnlyReads || random.Next(2) == 0)
        {
            var own = promise == Promise.Nothing ? [] : running.Own(key);
            running.Steps.Add(new Read(Name(key), [.. Seen(running)[key], .. own]));
            return;
        }

        running.Appends.Add((key, ++_values));
        running.Steps.Add(new Append(Name(key), _values));
        if (promise == Promise.Nothing) _lists[key].Add((long)_values);
    }

    private Dictionary<int, List<object?>> Seen(Running running) =>
        promise == Promise.Snapshot || running.OnlyReads ? running.Snapshot : _lists;

    private TransactionStatus Finish(Running running)
    {
        var conflicts = promise == Promise.Snapshot
            && running.Appends.Exists(each => _changed.GetValueOrDefault(each.Key) > running.BegunAt);
        var aborts = conflicts || random.Next(8) == 0;
        foreach (var (key, value) in running.Appends)
        {
            if (promise == Promise.Nothing && aborts) _lists[key].Remove((long)value);
            if (promise != Promise.Nothing && !aborts) _lists[key].Add((long)value);
            if (!aborts) _changed[key] = _commits + 1;
        }

        if (!aborts) _commits++;
        if (random.Next(10) == 0) return TransactionStatus.Unknown;
        return aborts ? TransactionStatus.Aborted : TransactionStatus.Committed;
    }

    private static string Name(int key) => ((char)('x' + key)).ToString();

    private sealed class Running(int steps, int begunAt, Dictionary<int, List<object?>> snapshot, bool onlyReads)
    {
        public bool OnlyReads => onlyReads;

        public int Left { get; set; } = steps;

        public int BegunAt => begunAt;

        /// <summary>What became of it; its process is told a step later, so that transactions of a serial store
        /// overlap.</summary>
        public TransactionStatus? Status { get; set; }

        public Dictionary<int, List<object?>> Snapshot => snapshot;

        public List<MicroOperation> Steps { get; } = [];

        public List<(int Key, int Value)> Appends { get; } = [];

        public IEnumerable<object?> Own(int key) =>
            Appends.Where(each => each.Key == key).Select(each => (object?)(long)each.Value);
    }
}
