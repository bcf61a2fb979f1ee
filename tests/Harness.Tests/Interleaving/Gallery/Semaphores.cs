using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class Semaphores
{
    public static IEnumerable<Exhibit> All =>
    [
        new("not released when the work throws", SemaphoreMisuse,
            """
            private readonly SemaphoreSlim _gate = new(1, 1);
            public void Left() { try { Work(fails: true); } catch (InvalidOperationException) { } }
            public void Right() => Work(fails: false);
            private void Work(bool fails)
            {
                _gate.Wait(); Run(fails); _gate.Release();
            }
            private static void Run(bool fails) { if (fails) throw new InvalidOperationException(); }
            """,
            "_gate.Wait(); Run(fails); _gate.Release();",
            "_gate.Wait(); try { Run(fails); } finally { _gate.Release(); }"),
        new("not released on an early return", SemaphoreMisuse,
            """
            private readonly SemaphoreSlim _gate = new(1, 1);
            private bool _isDone;
            public Task LeftAsync() => WorkAsync();
            public Task RightAsync() => WorkAsync();
            private async Task WorkAsync()
            {
                await _gate.WaitAsync();
                if (_isDone) return;
                _isDone = true;
                _gate.Release();
            }
            public void Check() { if (_gate.CurrentCount != 1) throw new Exception($"{_gate.CurrentCount} permits left"); }
            """,
            "if (_isDone) return;", "if (_isDone) { _gate.Release(); return; }"),
        new("released twice", SemaphoreMisuse,
            """
            private readonly SemaphoreSlim _gate = new(1, 1);
            private int _n;
            public void Left() => Add();
            public void Right() => Add();
            private void Add()
            {
                _gate.Wait();
                try { _n++; _gate.Release(); }
                finally { _gate.Release(); }
            }
            """,
            "_n++; _gate.Release();", "_n++;"),
        new("released twice, and two are inside", SemaphoreMisuse,
            """
            private readonly SemaphoreSlim _gate = new(1);
            private int _inside;
            public void Left() { _gate.Wait(); _gate.Release(); _gate.Release(); }
            public void Middle() => Work();
            public void Right() => Work();
            private void Work()
            {
                _gate.Wait();
                if (Interlocked.Increment(ref _inside) > 1) throw new Exception("two inside");
                Interlocked.Decrement(ref _inside);
                _gate.Release();
            }
            """,
            "_gate.Release(); _gate.Release();", "_gate.Release();"),
        new("released without having been taken", SemaphoreMisuse,
            """
            private readonly SemaphoreSlim _gate = new(1, 1);
            public void Left() => Try();
            public void Right() => Try();
            private void Try()
            {
                try { if (!_gate.Wait(0)) return; } finally { _gate.Release(); }
            }
            """,
            "try { if (!_gate.Wait(0)) return; } finally { _gate.Release(); }",
            "if (!_gate.Wait(0)) return; _gate.Release();"),
        new("mutex released by another thread", SemaphoreMisuse,
            """
            private readonly Mutex _gate = new();
            public void Left() => Work();
            public void Right() => Work();
            private void Work()
            {
                _gate.WaitOne();
                Task.Run(() => _gate.ReleaseMutex()).Wait();
            }
            """,
            "Task.Run(() => _gate.ReleaseMutex()).Wait();", "Task.Run(() => { }).Wait(); _gate.ReleaseMutex();"),
    ];
}
