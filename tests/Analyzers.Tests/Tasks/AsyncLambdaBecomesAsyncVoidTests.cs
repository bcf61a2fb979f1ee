using Katas.Analyzers.CodeFixes.Tasks;
using Katas.Analyzers.Tasks;

namespace Katas.Analyzers.Tests.Tasks;

[Rule("KATA0402")]
public sealed class AsyncLambdaBecomesAsyncVoidTests
{
    [TestCase("list.ForEach([|async x => await Work(x)|]);")]
    [TestCase("list.ForEach([|async x => { await Work(x); }|]);")]
    [TestCase("list.ForEach([|async delegate(int x) { await Work(x); }|]);")]
    [TestCase("list.ForEach([|async x => { try { await Work(x); } catch { } }|]);")]
    [TestCase("Parallel.ForEach(list, [|async x => await Work(x)|]);")]
    [TestCase("Parallel.For(0, 3, [|async i => await Work(i)|]);")]
    [TestCase("Parallel.Invoke([|async () => await Work(1)|]);")]
    [TestCase("Action later = [|async () => await Work(1)|];")]
    [TestCase("Action<int> later; later = [|async x => await Work(x)|];")]
    [TestCase("new Thread([|async () => await Work(1)|]).Start();")]
    [TestCase("new Thread([|async () => { try { await Work(1); } catch (Exception) { } }|]).Start();")]
    [TestCase("new Task([|async () => await Work(1)|]).Start();")]
    [TestCase("new Timer([|async _ => await Work(1)|]).Dispose();")]
    [TestCase("ThreadPool.QueueUserWorkItem([|async _ => await Work(1)|]);")]
    [TestCase("SynchronizationContext.Current?.Post([|async _ => { try { await Work(1); } catch (IOException) { } }|], null);")]
    [TestCase("SynchronizationContext.Current?.Post([|async _ => { try { await Work(1); } catch { throw; } }|], null);")]
    [TestCase("Now([|async () => await Work(1)|]);")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<AsyncLambdaBecomesAsyncVoid>(Sample(statement));

    [TestCase("foreach (var x in list) await Work(x);")]
    [TestCase("await Parallel.ForEachAsync(list, async (x, _) => await Work(x));")]
    [TestCase("await Task.WhenAll(list.Select(async x => await Work(x)));")]
    [TestCase("await Task.Run(async () => await Work(1));")]
    [TestCase("await Task.Factory.StartNew(async () => await Work(1));")]
    [TestCase("Func<Task> later = async () => await Work(1);")]
    [TestCase("Func<int, ValueTask> later = async x => await Work(x);")]
    [TestCase("Raised += async (_, _) => await Work(1);")]
    [TestCase("Closed += async () => await Work(1);")]
    [TestCase("EventHandler handler = async (_, _) => await Work(1);")]
    [TestCase("new Timer(async _ => { try { await Work(1); } catch (Exception e) { Console.WriteLine(e); } }).Dispose();")]
    [TestCase("SynchronizationContext.Current?.Post(async _ => { try { await Work(1); } catch { } }, null);")]
    [TestCase("list.ForEach(x => Console.WriteLine(x));")]
    [TestCase("list.ForEach(x => _ = Work(x));")]
    [TestCase("await task.ContinueWith(async t => await Work(1)).Unwrap();")]
    [TestCase("async Task Local() => await Work(1); await Local();")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<AsyncLambdaBecomesAsyncVoid>(Sample(statement));

    [TestCase("public async void [|Run|]() => await Task.Yield();")]
    [TestCase("private static async void [|Run|](int x) { await Task.FromResult(x); }")]
    [TestCase("private async void [|Run|]() { try { await Task.Yield(); } catch (IOException) { } }")]
    [TestCase("public abstract class Job { public abstract void Run(); } "
        + "class Mail : Job { public override async void [|Run|]() => await Task.Yield(); }")]
    [TestCase("interface IJob { void Run(); } class Mail : IJob { public async void [|Run|]() => await Task.Yield(); }")]
    [TestCase("void Run() { async void [|Later|]() => await Task.Yield(); Later(); }")]
    public Task An_async_void_method_is_reported(string member) =>
        Analyzed.AssertAsync<AsyncLambdaBecomesAsyncVoid>($"class Sample {{ {member} }}");

    [TestCase("public async Task Run() => await Task.Yield();")]
    [TestCase("private async void OnClick(object? sender, EventArgs e) => await Task.Yield();")]
    [TestCase("private async void Opened(object sender, UnhandledExceptionEventArgs e) => await Task.Yield();")]
    [TestCase("event Action? Closed; public Sample() => Closed += Save; "
        + "private async void Save() { _ = Closed; await Task.Yield(); }")]
    [TestCase("class Own : IObserver<int> { public void OnCompleted() { } public void OnError(Exception e) { } "
        + "public async void OnNext(int x) => await Task.Yield(); }")]
    [TestCase("class Own : SynchronizationContext { public override async void OperationStarted() => await Task.Yield(); }")]
    [TestCase("private async void Run() { try { await Task.Yield(); } catch (Exception e) { Console.WriteLine(e); } }")]
    public Task A_method_that_must_be_void_or_returns_a_task_is_silent(string member) =>
        Analyzed.AssertAsync<AsyncLambdaBecomesAsyncVoid>($"class Sample {{ {member} }}");

    [Test]
    public Task The_message_says_who_does_not_wait() => Analyzed.AssertAsync<AsyncLambdaBecomesAsyncVoid>(
        Sample("list.ForEach([|async x => await Work(x)|]);"), message:
        "'List.ForEach' takes this async lambda as 'Action<int>', which returns nothing: it goes on at the lambda's first await,"
        + " cannot wait for the rest, and an exception in it ends the process");

    [TestCase("list.ForEach(async x => await Work(x));", "await Parallel.ForEachAsync(list, async (x, _) => await Work(x));")]
    [TestCase(
        "list.ForEach(async (x) => { await Work(x); });",
        "await Parallel.ForEachAsync(list, async (x, _) => { await Work(x); });")]
    [TestCase(
        "Parallel.ForEach(list, async x => await Work(x));",
        "await Parallel.ForEachAsync(list, async (x, _) => await Work(x));")]
    [TestCase(
        "Parallel.ForEach(list, new ParallelOptions(), async x => await Work(x));",
        "await Parallel.ForEachAsync(list, new ParallelOptions(), async (x, _) => await Work(x));")]
    [TestCase(
        "list.ForEach(async x => await Work(x)); list.ForEach(async y => await Work(y));",
        "await Parallel.ForEachAsync(list, async (x, _) => await Work(x));"
        + " await Parallel.ForEachAsync(list, async (y, _) => await Work(y));")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<AsyncLambdaBecomesAsyncVoid, AsyncLambdaBecomesAsyncVoidFix>(Sample(bad), Sample(good), "KATA0402");

    [TestCase("void Local() { list.ForEach(async x => await Work(x)); }")]
    [TestCase("list.ForEach(async x => { _ = x; await Work(x); });")]
    [TestCase("var loop = Parallel.ForEach(list, async x => await Work(x));")]
    [TestCase("Parallel.ForEach(list, async (x, state) => await Work(x));")]
    [TestCase("Parallel.ForEach(Partitioner.Create(list), async x => await Work(x));")]
    [TestCase("lock (list) list.ForEach(async x => await Work(x));")]
    [TestCase("Action later = async () => await Work(1);")]
    public Task It_is_not_fixed(string statement) =>
        Fixed.AssertNoneAsync<AsyncLambdaBecomesAsyncVoid, AsyncLambdaBecomesAsyncVoidFix>(Sample(statement), "KATA0402");

    private static string Sample(string statement) =>
        $$"""
        class Sample
        {
            event EventHandler? Raised;
            event Action? Closed;
            Task Work(int x) => Task.CompletedTask;
            void Now(Action action) { action(); Raised?.Invoke(this, EventArgs.Empty); Closed?.Invoke(); }
            async Task Run(List<int> list, Task task) { await task; {{statement}} }
        }
        """;
}
