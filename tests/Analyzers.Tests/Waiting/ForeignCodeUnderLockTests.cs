using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Waiting;

[Rule("KATA0203")]
public sealed class ForeignCodeUnderLockTests
{
    private const string Elsewhere = "TaskCreationOptions.RunContinuationsAsynchronously";

    [TestCase("lock (_gate) { [|_given()|]; }")]
    [TestCase("lock (_gate) { [|_given.Invoke()|]; }")]
    [TestCase("lock (_gate) { _maybe?[|.Invoke()|]; }")]
    [TestCase("lock (_gate) { Changed?[|.Invoke(this, EventArgs.Empty)|]; }")]
    [TestCase("lock (_gate) { [|OnDone()|]; }")]
    [TestCase("lock (_gate) { [|callback()|]; }")]
    [TestCase("lock (_gate) { foreach (var one in _all) [|one()|]; }")]
    [TestCase("lock (_gate) { [|_all[0]()|]; }")]
    [TestCase("lock (_gate) { var copy = _given; [|copy()|]; }")]
    [TestCase("lock (_gate) { [|_source.SetResult(1)|]; }")]
    [TestCase("lock (_gate) { [|_source.TrySetException(new IOException())|]; }")]
    [TestCase("lock (_gate) { [|_stop.Cancel()|]; }")]
    [TestCase("lock (_gate) { [|observer.OnNext(1)|]; }")]
    [TestCase("using (_modern.EnterScope()) { [|_given()|]; }")]
    [TestCase("Monitor.Enter(_gate); try { [|_given()|]; } finally { Monitor.Exit(_gate); }")]
    [TestCase("_rw.EnterWriteLock(); try { Changed?[|.Invoke(this, EventArgs.Empty)|]; } finally { _rw.ExitWriteLock(); }")]
    [TestCase("lock (_gate) { Raise(); }", "Changed?[|.Invoke(this, EventArgs.Empty)|]")]
    public Task It_is_reported(string statements, string raise = "") => Check(statements, raise);

    [TestCase("lock (_gate) { _n++; } _given(); Changed?.Invoke(this, EventArgs.Empty);")]
    [TestCase("lock (_gate) { _own(); _method(); }")]
    [TestCase("lock (_gate) { Action inner = () => _n++; inner(); }")]
    [TestCase("lock (_gate) { void Inner() => _n++; Inner(); }")]
    [TestCase("Action copy; lock (_gate) { copy = _given; } copy();")]
    [TestCase("List<Action> copy; lock (_gate) { copy = [.. _all]; } foreach (var one in copy) one();")]
    [TestCase("lock (_gate) { _ = Task.Run(() => _given()); }")]
    [TestCase("lock (_gate) { _ = _stop.CancelAsync(); }")]
    [TestCase("lock (_gate) { Under(() => _n++); }")]
    [TestCase("lock (_gate) { _all.RemoveAll(one => one == _given); }")]
    [TestCase("lock (_gate) { _ = _all.Select(one => one.Method).ToList(); }")]
    [TestCase("int n; lock (_gate) { n = _n; } _source.SetResult(n); _stop.Cancel();")]
    [TestCase("lock (_gate) { ThreadPool.QueueUserWorkItem(_ => _given()); }")]
    [TestCase("Locked(() => _n++);")]
    [TestCase("Func<int> own = () => _n; lock (_gate) { _n = own(); }")]
    [TestCase("lock (_gate) { _ = _clock(); }")]
    public Task It_is_silent(string statements) => Check(statements, "");

    [Test]
    public Task A_source_that_runs_its_continuations_elsewhere_is_silent() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        sealed class Queue
        {
            private readonly Lock _gate = new();
            private readonly Queue<TaskCompletionSource<int>> _waiting = new();
            public void Give(int item)
            {
                lock (_gate) _waiting.Dequeue().SetResult(item);
            }

            public Task<int> Take()
            {
                var mine = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
                lock (_gate) _waiting.Enqueue(mine);
                return mine.Task;
            }
        }
        """, "KATA0203");

    [TestCase("class Job(Action work)", "work();")]
    [TestCase("class Job(Action? work)", "work?.Invoke();")]
    [TestCase("class Job(Action work)", "if (Environment.HasShutdownStarted) return; try { work.Invoke(); } catch { }")]
    [TestCase("class Job", "_work();", "private readonly Action _work; public Job(Action work) => _work = work;")]
    public Task What_a_part_was_given_is_reported(string job, string run, string members = "") =>
        Parts("[|job.Run()|]", job, run, members);

    [TestCase("class Job(Action work)", "_ = Task.Run(() => work());")]
    [TestCase("class Job(Action work)", "void Later() => work(); _ = Task.Run(Later);")]
    [TestCase("class Job(Action work)", "Kept = work;", "public Action? Kept;")]
    [TestCase("class Job(int work)", "_own(); _ = work;", "private readonly Action _own = () => { };")]
    [TestCase("class Job", "Step(() => { });", "public Job(Action work) { } private static void Step(Action step) { }")]
    [TestCase("class Job(Action work)", "work();", "public static Job Own() => new Job(() => { });", "Job.Own()")]
    public Task A_part_that_runs_its_own_code_is_silent(
        string job, string run, string members = "", string made = "new Job(work)") =>
        Parts("job.Run()", job, run, members, made);

    [Test]
    public Task What_an_override_was_given_is_reported() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        sealed class Pool
        {
            private readonly Lock _gate = new();
            private readonly Queue<Job> _line = new();
            public void Add<T>(Func<T> work) { lock (_gate) _line.Enqueue(new Job<T>(work)); }
            public void Work() { lock (_gate) [|_line.Dequeue().Run()|]; }
            private abstract class Job { public abstract void Run(); }
            private sealed class Job<T>(Func<T> work) : Job { public override void Run() => work(); }
        }
        """, "KATA0203",
        "'Run' calls 'work', which runs code that this class was given, while '_gate' is held: it may call back in here half "
            + "way, or wait for a thread that waits for '_gate'; call it after the lock");

    [TestCase("class Waiter : TaskCompletionSource<int>;", true)]
    [TestCase("class Waiter : TaskCompletionSource<int> { public Waiter() { } }", true)]
    [TestCase("class Waiter() : TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);", false)]
    public Task A_class_of_sources_is_reported_or_silent_by_its_options(string waiter, bool isInline) =>
        Analyzed.AssertAsync<LocksetAnalyzer>(
            $$"""
            sealed class Queue
            {
                private readonly Lock _gate = new();
                private readonly Queue<Waiter> _waiting = new();
                private readonly TaskCompletionSource _other = new({{(isInline ? Elsewhere : "")}});
                public void Give(int item)
                {
                    lock (_gate) {{(isInline ? "[|" : "")}}_waiting.Dequeue().SetResult(item){{(isInline ? "|]" : "")}};
                }

                public Task Take() { _waiting.Enqueue(new Waiter()); return _other.Task; }
                private sealed {{waiter}}
            }
            """, "KATA0203");

    private static Task Parts(string call, string job, string run, string members, string made = "new Job(work)") =>
        Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        sealed class Pool
        {
            private readonly Lock _gate = new();
            private readonly Queue<Job> _line = new();
            public void Add({{(job.Contains("int") ? "int" : "Action")}} work) => _line.Enqueue({{made}});
            public void Work() { lock (_gate) { var job = _line.Dequeue(); {{call}}; } }
            private sealed {{job}} { {{members}} public void Run() { {{run}} } }
        }
        """, "KATA0203");

    [Test]
    public Task What_is_awaited_under_a_semaphore_is_silent() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        sealed class Turns
        {
            private readonly SemaphoreSlim _one = new(1);
            public async Task Run(Func<Task> work)
            {
                await _one.WaitAsync();
                try { await work(); } finally { _one.Release(); }
            }
        }
        """, "KATA0203");

    [TestCase("public void Run() { lock (_gate) [|OnChanged()|]; } protected virtual void OnChanged() => Changed?.Invoke();")]
    [TestCase("public void Run() { lock (_gate) { [|Raise()|]; } } public void Raise() { if (Changed is not null) Changed(); }")]
    [TestCase("public void Run() { lock (_gate) _all.ForEach(one => [|one()|]); } public void Off() => Changed = null;")]
    public Task What_a_method_or_a_lambda_calls_is_reported(string members) => Hidden(members);

    [TestCase("public void Run() { lock (_gate) { } OnChanged(); } protected virtual void OnChanged() => Changed?.Invoke();")]
    [TestCase("public void Run() { lock (_gate) OnChanged(); } protected virtual void OnChanged() => Changed = null;")]
    [TestCase("public void Run() { Changed = null; Action[] copy; lock (_gate) copy = _all.ToArray(); "
        + "foreach (var a in copy) a(); }")]
    [TestCase("public int Run() { Changed = null; lock (_gate) return _all.Count(one => one.Target is null); }")]
    public Task What_runs_after_the_lock_is_silent(string members) => Hidden(members);

    private static Task Hidden(string members) => Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly List<Action> _all = [];
            public event Action? Changed;
            {{members}}
        }
        """, "KATA0203");

    [Test]
    public Task The_message_says_what_may_happen() => Analyzed.AssertAsync<LocksetAnalyzer>(
        """
        sealed class Sample
        {
            private readonly object _gate = new();
            public event Action? Changed;
            public void Run() { lock (_gate) Changed?[|.Invoke()|]; }
        }
        """, "KATA0203",
        "the event 'Changed' runs its subscribers' code while '_gate' is held: it may call back in here half way, or "
            + "wait for a thread "
            + "that waits for '_gate'; call it after the lock");

    private static Task Check(string statements, string raise) => Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        class Sample(Action given, Func<DateTime> clock)
        {
            private readonly object _gate = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _rw = new();
            private readonly Action _given = given;
            private readonly Func<DateTime> _clock = clock;
            private readonly Action? _maybe = given;
            private readonly Action _own = () => { };
            private readonly Action _method = Work;
            private readonly List<Action> _all = [];
            private readonly TaskCompletionSource<int> _source = new();
            private readonly CancellationTokenSource _stop = new();
            private int _n;
            public event EventHandler? Changed;
            public Action OnDone { get; set; } = given;
            static void Work() { }
            private void Raise() { _ = Changed; {{raise}}; }
            private void Under(Action action) => action();
            public void Locked(Action action) { lock (_gate) action(); }
            public void Run(Action callback, IObserver<int> observer)
            {
                {{statements}}
            }
        }
        """, "KATA0203");

    [TestCase("public int Drop(Predicate<int> match) { lock (_gate) return [|_items.RemoveAll(match)|]; }")]
    [TestCase("public bool Has(Func<int, bool> match) { lock (_gate) return [|_items.Any(match)|]; }")]
    [TestCase("public int Get(int key, Func<int, int> make) { lock (_gate) return [|_known.GetOrAdd(key, make)|]; }")]
    public Task A_callers_delegate_that_is_handed_on_is_reported(string member) => OfItems(member);

    [TestCase("public int Drop(int x) { lock (_gate) return _items.RemoveAll(y => y == x); }")]
    [TestCase("public int Drop(int x) => Drop(y => y == x); private int Drop(Predicate<int> match) { lock (_gate) "
        + "return _items.RemoveAll(match); }")]
    [TestCase("public int Drop(Predicate<int> match) { List<int> all; lock (_gate) all = [.. _items]; "
        + "return all.RemoveAll(match); }")]
    [TestCase("public bool Has(IEnumerable<int> some) { lock (_gate) return _items.SequenceEqual(some); }")]
    public Task A_delegate_of_its_own_is_silent(string member) => OfItems(member);

    private static Task OfItems(string member) => Analyzed.AssertAsync<LocksetAnalyzer>(
        $$"""
        sealed class Sample
        {
            private readonly object _gate = new();
            private readonly List<int> _items = [];
            private readonly ConcurrentDictionary<int, int> _known = new();
            {{member}}
        }
        """, "KATA0203");
}
