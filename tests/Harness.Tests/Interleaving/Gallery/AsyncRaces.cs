using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class AsyncRaces
{
    public static IEnumerable<Exhibit> All =>
    [
        new("yield between reading and writing", AsyncRace,
            """
            private readonly SemaphoreSlim _gate = new(1);
            private int _n;
            public Task LeftAsync() => AddAsync();
            public Task RightAsync() => AddAsync();
            private async Task AddAsync()
            {
                var before = _n; await Task.Yield(); _n = before + 1;
            }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "var before = _n; await Task.Yield(); _n = before + 1;",
            "await _gate.WaitAsync(); var before = _n; await Task.Yield(); _n = before + 1; _gate.Release();"),
        new("delay between reading and writing", AsyncRace,
            """
            private int _n;
            public Task LeftAsync() => AddAsync();
            public Task RightAsync() => AddAsync();
            private async Task AddAsync()
            {
                var before = _n; await Task.Delay(1, default); _n = before + 1;
            }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "var before = _n; await Task.Delay(1, default); _n = before + 1;",
            "await Task.Delay(1, default); Interlocked.Increment(ref _n);"),
        new("sum read before the await on its right", AsyncRace,
            """
            private int _n;
            public Task LeftAsync() => AddAsync();
            public Task RightAsync() => AddAsync();
            private async Task AddAsync()
            {
                _n += await OneAsync();
            }
            private static async Task<int> OneAsync() { await Task.Yield(); return 1; }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "_n += await OneAsync();", "var one = await OneAsync(); Interlocked.Add(ref _n, one);"),
        new("cache that two fill", AsyncRace,
            """
            private readonly SemaphoreSlim _gate = new(1, 1);
            private volatile string _cached;
            private int _loads;
            public Task LeftAsync() => GetAsync();
            public Task RightAsync() => GetAsync();
            private async Task<string> GetAsync()
            {
                if (_cached is null) _cached = await LoadAsync(); return _cached;
            }
            private async Task<string> LoadAsync() { await Task.Yield(); return $"{Interlocked.Increment(ref _loads)}"; }
            public void Check() { if (_loads != 1) throw new Exception($"loaded {_loads} times"); }
            """,
            "if (_cached is null) _cached = await LoadAsync(); return _cached;",
            """
            await _gate.WaitAsync();
            try { if (_cached is null) _cached = await LoadAsync(); return _cached; }
            finally { _gate.Release(); }
            """),
        new("balance asked before an audit", AsyncRace,
            """
            private readonly object _gate = new();
            private readonly TaskCompletionSource _audit = new();
            private int _balance = 1;
            public Task LeftAsync() => WithdrawAsync();
            public Task RightAsync() => WithdrawAsync();
            public void Middle() => _audit.SetResult();
            private async Task WithdrawAsync()
            {
                bool isCovered; lock (_gate) isCovered = _balance > 0; await _audit.Task;
                lock (_gate) if (isCovered) _balance--;
            }
            public void Check() { if (_balance < 0) throw new Exception($"overdrawn: {_balance}"); }
            """,
            "bool isCovered; lock (_gate) isCovered = _balance > 0; await _audit.Task;\n    "
            + "lock (_gate) if (isCovered) _balance--;",
            "await _audit.Task;\n    lock (_gate) if (_balance > 0) _balance--;"),
        new("two of the same method at a time", AsyncRace,
            """
            private int _n;
            public async Task LeftAsync()
            {
                await Task.WhenAll(AddAsync(), AddAsync());
            }
            private async Task AddAsync() { var before = _n; await Task.Yield(); _n = before + 1; }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "await Task.WhenAll(AddAsync(), AddAsync());", "await AddAsync(); await AddAsync();"),
        new("asynchronous sequence between reading and writing", AsyncRace,
            """
            private int _n;
            public Task LeftAsync() => AddAsync();
            public Task RightAsync() => AddAsync();
            private async Task AddAsync()
            {
                var sum = _n; await foreach (var one in OnesAsync()) sum += one; _n = sum;
            }
            private static async IAsyncEnumerable<int> OnesAsync() { await Task.Yield(); yield return 1; }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "var sum = _n; await foreach (var one in OnesAsync()) sum += one; _n = sum;",
            "await foreach (var one in OnesAsync()) Interlocked.Add(ref _n, one);"),
        new("channel read between reading and writing", AsyncRace,
            """
            private readonly System.Threading.Channels.Channel<int> _ones =
                System.Threading.Channels.Channel.CreateUnbounded<int>();
            private int _n;
            public Sample() { _ones.Writer.TryWrite(1); _ones.Writer.TryWrite(1); }
            public Task LeftAsync() => AddAsync();
            public Task RightAsync() => AddAsync();
            private async Task AddAsync()
            {
                var before = _n; await Task.Yield(); _n = before + await _ones.Reader.ReadAsync();
            }
            public void Check() { if (_n != 2) throw new Exception($"expected 2, got {_n}"); }
            """,
            "var before = _n; await Task.Yield(); _n = before + await _ones.Reader.ReadAsync();",
            "var one = await _ones.Reader.ReadAsync(); Interlocked.Add(ref _n, one);"),
    ];
}
