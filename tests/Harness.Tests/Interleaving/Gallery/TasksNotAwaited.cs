using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class TasksNotAwaited
{
    public static IEnumerable<Exhibit> All =>
    [
        Saved("asynchronous method called and forgotten",
            "public Task LeftAsync() { _ = SaveAsync(); return Task.CompletedTask; }",
            "_ = SaveAsync(); return Task.CompletedTask;", "return SaveAsync();"),
        Saved("task run and forgotten",
            "public void Left() { Task.Run(Save); }",
            "Task.Run(Save);", "Task.Run(Save).Wait();"),
        Saved("thread started and not joined",
            "public void Left() { var thread = new Thread(Save); thread.Start(); }",
            "thread.Start();", "thread.Start(); thread.Join();"),
        Saved("the first of two awaited",
            "public async Task LeftAsync() { await Task.WhenAny(Task.Run(() => { }), Task.Run(Save)); }",
            "Task.WhenAny", "Task.WhenAll"),
        Saved("asynchronous lambda where an action is wanted",
            "public async Task LeftAsync() { int[] one = [1]; Array.ForEach(one, async _ => await SaveAsync()); }",
            "Array.ForEach(one, async _ => await SaveAsync());",
            "await Task.WhenAll(one.Select(async _ => await SaveAsync()));"),
        Saved("asynchronous lambda in a parallel loop",
            "public async Task LeftAsync() { int[] one = [1]; Parallel.ForEach(one, async _ => await SaveAsync()); }",
            "Parallel.ForEach(one, async _ => await SaveAsync());",
            "await Parallel.ForEachAsync(one, async (_, _) => await SaveAsync());"),
        Saved("task of a task awaited once",
            "public async Task LeftAsync() { await Task.Factory.StartNew(SaveAsync); }",
            "Task.Factory.StartNew(SaveAsync)", "Task.Factory.StartNew(SaveAsync).Unwrap()"),
        new("inner task forgotten by the method that is awaited", TaskNotAwaited,
            """
            private volatile bool _isSaved;
            public async Task LeftAsync()
            {
                await SaveAsync();
                if (!_isSaved) throw new Exception("not saved yet");
            }
            private async Task SaveAsync() { _ = WriteAsync(); await Task.Yield(); }
            private async Task WriteAsync() { await Task.Yield(); _isSaved = true; }
            """,
            "_ = WriteAsync(); await Task.Yield();", "await WriteAsync(); await Task.Yield();"),
    ];

    private static Exhibit Saved(string name, string operation, string mistake, string mended) => new(
        name, TaskNotAwaited,
        $$"""
        private volatile bool _isSaved;
        {{operation}}
        private void Save() => _isSaved = true;
        private async Task SaveAsync() { await Task.Yield(); Save(); }
        public void Check() { if (!_isSaved) throw new Exception("not saved yet"); }
        """,
        mistake, mended);
}
