using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class SwallowedExceptions
{
    public static IEnumerable<Exhibit> All =>
    [
        Failing("asynchronous method that fails unseen",
            "public async Task LeftAsync() { _ = FailAsync(); await Task.Yield(); }",
            "_ = FailAsync();", "try { await FailAsync(); } catch (InvalidOperationException) { }"),
        Failing("task that fails unseen",
            "public void Left() { var work = Task.Run(Fail); }",
            "var work = Task.Run(Fail);", "try { Task.Run(Fail).Wait(); } catch (AggregateException) { }"),
        Failing("thread that fails unseen",
            "public void Left() { var thread = new Thread(() => { Fail(); }); thread.Start(); thread.Join(); }",
            "{ Fail(); }", "{ try { Fail(); } catch (InvalidOperationException) { } }"),
        Failing("continuation that does not look at the failure",
            "public void Left() { Task.Run(Fail).ContinueWith(done => { }).Wait(); }",
            "done => { }", "done => { _ = done.Exception; }"),
        Failing("failure of the task that came second",
            "public async Task LeftAsync() { await Task.WhenAny(Task.CompletedTask, FailAsync()); }",
            "await Task.WhenAny(Task.CompletedTask, FailAsync());",
            "try { await Task.WhenAll(Task.CompletedTask, FailAsync()); } catch (InvalidOperationException) { }"),
        Failing("timer whose callback fails",
            """
            public void Left()
            {
                using var ended = new ManualResetEventSlim();
                using var timer = new Timer(_ => { ended.Set(); Fail(); }, null, 1, Timeout.Infinite);
                ended.Wait();
            }
            """,
            "Fail(); }, null", "try { Fail(); } catch (InvalidOperationException) { } }, null"),
    ];

    private static Exhibit Failing(string name, string operation, string mistake, string mended) => new(
        name, SwallowedException,
        $$"""
        {{operation}}
        private static void Fail() => throw new InvalidOperationException("failed");
        private static async Task FailAsync() { await Task.Yield(); Fail(); }
        """,
        mistake, mended);
}
