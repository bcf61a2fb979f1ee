using Katas.Analyzers.CodeFixes.Resources;
using Katas.Analyzers.Resources;

namespace Katas.Analyzers.Tests.Resources;

[Rule("KATA0604")]
public sealed class InlineContinuationsTests
{
    [TestCase("var done = [|new TaskCompletionSource()|]; await done.Task;")]
    [TestCase("var done = [|new TaskCompletionSource<int>()|]; await done.Task;")]
    [TestCase("TaskCompletionSource<int> done = [|new()|]; await done.Task;")]
    [TestCase("_done = [|new()|];")]
    [TestCase("_done = [|new TaskCompletionSource<int>(state)|];")]
    [TestCase("_done = [|new(TaskCreationOptions.AttachedToParent)|];")]
    [TestCase("_done = [|new(state, TaskCreationOptions.LongRunning)|];")]
    [TestCase("var done = [|new TaskCompletionSource()|]; new Thread(done.SetResult).Start(); done.Task.Wait();")]
    [TestCase("var done = [|new TaskCompletionSource()|]; done.Task.Wait(1); await done.Task;")]
    [TestCase("_waiters.Enqueue([|new TaskCompletionSource<int>()|]);")]
    [TestCase("var waiters = new[] { [|new TaskCompletionSource()|] };")]
    [TestCase("var made = new ConcurrentDictionary<int, TaskCompletionSource>().GetOrAdd(1, _ => [|new()|]);")]
    [TestCase("var done = [|new TaskCompletionSource()|]; if (state is null) done.SetResult(); await done.Task;")]
    [TestCase("var done = [|new TaskCompletionSource()|]; _ = done.Task; done.SetResult();")]
    [TestCase("var done = [|new TaskCompletionSource()|]; Action later = () => done.SetResult(); await done.Task;")]
    [TestCase("Interlocked.Exchange(ref _done, [|new()|])?.TrySetResult(1);")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<InlineContinuations>(Sample(statement));

    [TestCase("_done = new(TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("_done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("_done = new(state, TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("_done = new(TaskCreationOptions.AttachedToParent | TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("_done = new(Options);")]
    [TestCase("_done = new(options);")]
    [TestCase("_done = new(TaskCreationOptions.None);")]
    [TestCase("_done = new(state, TaskCreationOptions.None);")]
    [TestCase("var done = new TaskCompletionSource(); new Thread(() => done.SetResult()).Start(); done.Task.Wait();")]
    [TestCase("var done = new TaskCompletionSource<int>(); Action end = () => done.SetResult(1); _ = done.Task.Result;")]
    [TestCase("var done = new TaskCompletionSource(); Action end = () => done.SetResult(); Task.WhenAny(done.Task).Wait(1);")]
    [TestCase("_done = new(creationOptions: Options, state: state);")]
    [TestCase("var done = new TaskCompletionSource(); done.SetResult(); await done.Task;")]
    [TestCase("var done = new TaskCompletionSource<int>(); done.TrySetCanceled(); await done.Task;")]
    [TestCase("var done = new TaskCompletionSource<int>(); done.SetException(new IOException()); await done.Task;")]
    [TestCase("System.Linq.Expressions.Expression<Func<object>> described = () => new TaskCompletionSource();")]
    [TestCase("var other = new TaskCompletionSourceOfOurs();")]
    [TestCase("await Task.FromResult(1);")]
    [TestCase("await Task.WhenAny(new TaskCompletionSource<int>().Task, Task.CompletedTask);")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<InlineContinuations>(Sample(statement));

    [TestCase("static void End(TaskCompletionSource<int> done) => done.SetResult(1);")]
    [TestCase("static void End(TaskCompletionSource<int> done) { try { Later(done); } finally { } }"
        + " static void Later(TaskCompletionSource<int> late) => late.TrySetResult(1);")]
    [TestCase("static void End<T>(TaskCompletionSource<T> done) => done.SetException(new IOException());")]
    public Task It_is_silent_on_a_local_that_another_method_completes(string method) => Analyzed.AssertAsync<InlineContinuations>(
        $$"""
        class Sample
        {
            {{method}}
            static int Run()
            {
                var done = new TaskCompletionSource<int>();
                new Thread(() => End(done)).Start();
                while (!Task.WhenAny(done.Task).Wait(100)) { }
                return done.Task.GetAwaiter().GetResult();
            }
        }
        """);

    [TestCase("static void End(TaskCompletionSource<int> done) => Kept = done; static TaskCompletionSource<int>? Kept;")]
    [TestCase("static async void End(TaskCompletionSource<int> done) => await done.Task;")]
    [TestCase("static void End(TaskCompletionSource<int> done) => End(done);")]
    [TestCase("static void End(TaskCompletionSource<int> done) => done.Task.ContinueWith(_ => { });")]
    public Task It_is_reported_on_a_local_that_another_method_keeps(string method) => Analyzed.AssertAsync<InlineContinuations>(
        $$"""
        class Sample
        {
            {{method}}
            static void Run()
            {
                var done = [|new TaskCompletionSource<int>()|];
                End(done);
                done.Task.Wait();
            }
        }
        """);

    [Test]
    public Task It_is_silent_on_a_private_field_that_is_only_blocked_on() => Analyzed.AssertAsync<InlineContinuations>(
        """
        class Caller<T>(Func<T> call)
        {
            private readonly TaskCompletionSource<T> _answer = new();
            public void Run() { try { this._answer.SetResult(call()); } catch (Exception e) { _answer.SetException(e); } }
            public bool IsDone => _answer.Task.IsCompleted;
            public T Answer() => _answer.Task.GetAwaiter().GetResult();
        }
        """);

    [TestCase("private", "public Task Ended => _answer.Task;")]
    [TestCase("private", "public async Task Ended() => await this._answer.Task;")]
    [TestCase("private", "public TaskCompletionSource<int> Answer => _answer;")]
    [TestCase("private", "class Inner { public Task Of(Sample one) => one._answer.Task; }")]
    [TestCase("protected", "")]
    public Task It_is_reported_on_a_field_others_see(string access, string more) => Analyzed.AssertAsync<InlineContinuations>(
        $$"""
        class Sample
        {
            {{access}} readonly TaskCompletionSource<int> _answer = [|new()|];
            public int Wait() { _answer.TrySetResult(1); return _answer.Task.Result; }
            {{more}}
        }
        """);

    [Test]
    public Task A_field_is_reported_by_name() => Analyzed.AssertAsync<InlineContinuations>(
        "class Sample { readonly TaskCompletionSource _ready = [|new()|]; Task Ready => _ready.Task; }", message:
        "Whoever completes '_ready' runs the code that awaits it, with every lock the completing thread holds, before SetResult"
        + " returns; pass TaskCreationOptions.RunContinuationsAsynchronously");

    [TestCase("class Waiter : [|TaskCompletionSource<int>|];")]
    [TestCase("class Waiter(int id) : [|TaskCompletionSource|] { public int Id => id; }")]
    [TestCase("class Waiter(object id) : [|TaskCompletionSource(id)|];")]
    [TestCase("class Waiter : [|TaskCompletionSource|] { public Waiter() { } }")]
    [TestCase("class Waiter : TaskCompletionSource { public Waiter(int id) [|: base(id)|] { } public Waiter() : this(1) { } }")]
    [TestCase("partial class Waiter : [|TaskCompletionSource|]; partial class Waiter { void Run() { } }")]
    public Task A_class_of_sources_without_the_option_is_reported(string declared) =>
        Analyzed.AssertAsync<InlineContinuations>(declared);

    [TestCase("class Waiter() : TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("class Waiter(object id) : TaskCompletionSource(id, TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("class Waiter : TaskCompletionSource "
        + "{ public Waiter() : base(TaskCreationOptions.RunContinuationsAsynchronously) { } }")]
    [TestCase("class Waiter(TaskCreationOptions options) : TaskCompletionSource(options);")]
    [TestCase("class Waiter() : TaskCompletionSource(TaskCreationOptions.None);")]
    [TestCase("class TaskCompletionSourceOfOurs; class Waiter : TaskCompletionSourceOfOurs;")]
    public Task A_class_of_sources_with_the_option_is_silent(string declared) =>
        Analyzed.AssertAsync<InlineContinuations>(declared);

    [TestCase("_done = new();", "_done = new(TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase("_done = new(state);", "_done = new(state, TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase(
        "_done = new(TaskCreationOptions.AttachedToParent);",
        "_done = new(TaskCreationOptions.AttachedToParent | TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase(
        "_done = new(state: state);",
        "_done = new(state: state, creationOptions: TaskCreationOptions.RunContinuationsAsynchronously);")]
    [TestCase(
        "_waiters.Enqueue(new TaskCompletionSource<int> { }); _done = new();",
        "_waiters.Enqueue(new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously) { });"
        + " _done = new(TaskCreationOptions.RunContinuationsAsynchronously);")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<InlineContinuations, InlineContinuationsFix>(Sample(bad), Sample(good), "KATA0604");

    private static string Sample(string statement) =>
        $$"""
        class TaskCompletionSourceOfOurs { }
        class Sample
        {
            private const TaskCreationOptions Options = TaskCreationOptions.RunContinuationsAsynchronously;
            private TaskCompletionSource<int>? _done;
            private readonly Queue<TaskCompletionSource<int>> _waiters = new();
            async Task Run(object? state, TaskCreationOptions options) { await Task.Yield(); _ = (_done, Options); {{statement}} }
        }
        """;
}
