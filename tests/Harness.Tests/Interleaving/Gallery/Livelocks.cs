using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class Livelocks
{
    public static IEnumerable<Exhibit> All =>
    [
        new("two that give way to each other", Livelock,
            """
            private readonly object _a = new(), _b = new();
            public void Left() => Both(_a, _b);
            public void Right() => Both(_b, _a);
            private static void Both(object first, object second)
            {
                while (true)
                {
                    lock (first)
                    {
                        if (Monitor.TryEnter(second)) { Monitor.Exit(second); return; }
                    }
                    Thread.Yield();
                }
            }
            """,
            "Both(_b, _a)", "Both(_a, _b)"),
        new("after you", Livelock,
            """
            private readonly object _gate = new();
            private readonly bool[] _wants = new bool[2];
            public void Left() => Pass(0, 1);
            public void Right() => Pass(1, 0);
            private void Pass(int me, int other)
            {
                Volatile.Write(ref _wants[me], true);
                while (Volatile.Read(ref _wants[other]))
                {
                    Volatile.Write(ref _wants[me], false);
                    Thread.Yield();
                    Volatile.Write(ref _wants[me], true);
                }
                Volatile.Write(ref _wants[me], false);
            }
            """,
            """
                while (Volatile.Read(ref _wants[other]))
                {
                    Volatile.Write(ref _wants[me], false);
                    Thread.Yield();
                    Volatile.Write(ref _wants[me], true);
                }
            """,
            "    lock (_gate) { }"),
        new("each waits for the other's word", Livelock,
            """
            private readonly ManualResetEventSlim _left = new(), _right = new();
            public void Left() { Await(_right); _left.Set(); }
            public void Right() { Await(_left); _right.Set(); }
            private static void Await(ManualResetEventSlim word) { while (!word.IsSet) Thread.Yield(); }
            """,
            "{ Await(_right); _left.Set(); }\npublic void Right() { Await(_left); _right.Set(); }",
            "{ _left.Set(); _right.Wait(); }\npublic void Right() { _right.Set(); _left.Wait(); }"),
        new("two asynchronous ones that give way", Livelock,
            """
            private readonly SemaphoreSlim _a = new(1, 1), _b = new(1, 1);
            public Task LeftAsync() => BothAsync(_a, _b);
            public Task RightAsync() => BothAsync(_b, _a);
            private static async Task BothAsync(SemaphoreSlim first, SemaphoreSlim second)
            {
                while (true)
                {
                    await first.WaitAsync();
                    var hasBoth = second.Wait(0);
                    if (hasBoth) second.Release();
                    first.Release();
                    if (hasBoth) return;
                    await Task.Yield();
                }
            }
            """,
            "BothAsync(_b, _a)", "BothAsync(_a, _b)"),
    ];
}
