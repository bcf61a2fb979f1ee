using Katas.Analyzers.CodeFixes.Tasks;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;

namespace Katas.Analyzers.Tests.Tasks;

[Rule("KATA0404")]
public sealed class BlockingOnTaskTests
{
    [TestCase("_ = [|number.Result|];")]
    [TestCase("_ = [|Read().Result|] + 1;")]
    [TestCase("[|task.Wait()|];")]
    [TestCase("[|task.Wait(100)|];")]
    [TestCase("[|task.Wait(CancellationToken.None)|];")]
    [TestCase("[|task.GetAwaiter().GetResult()|];")]
    [TestCase("[|task.ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [TestCase("[|value.GetAwaiter().GetResult()|];")]
    [TestCase("_ = [|value.Result|];")]
    [TestCase("_ = [|value.AsTask().Result|];")]
    [TestCase("[|Task.WaitAll(task, number)|];")]
    [TestCase("[|Task.WaitAll(new[] { task, number }, 100)|];")]
    [TestCase("[|Task.WaitAny(task, number)|];")]
    [TestCase("await task; _ = [|number.Result|];")]
    [TestCase("if (task.IsCompleted) _ = [|number.Result|];")]
    [TestCase("await Task.WhenAll(task); _ = [|number.Result|];")]
    [TestCase("Action later = () => [|Read().Wait()|];")]
    [TestCase("void Local() { [|Read().Wait()|]; }")]
    [TestCase("void Local() { var read = Read(); [|read.Wait()|]; }")]
    [TestCase("int Local() => [|Read().ConfigureAwait(false).GetAwaiter().GetResult()|];")]
    [TestCase("Func<Task> later = () => { [|task.Wait()|]; return task; };")]
    [TestCase("ThreadPool.QueueUserWorkItem(_ => [|task.Wait()|]);")]
    [TestCase("await Task.Run(() => [|number.Result|]);")]
    [TestCase("foreach (var one in numbers) _ = [|one.Result|];")]
    [TestCase("_ = numbers.Select(one => [|one.Result|]).ToList();")]
    [TestCase("lock (numbers) _ = [|Read().Result|];")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<BlockingOnTask>(Sample(statement));

    [TestCase("_ = await number;")]
    [TestCase("await task; await number; _ = number.Result;")]
    [TestCase("await Task.WhenAll(task, number); _ = number.Result;")]
    [TestCase("var all = Task.WhenAll(task, number); await all; _ = number.Result;")]
    [TestCase("await Task.WhenAll(numbers); _ = numbers.Sum(one => one.Result);")]
    [TestCase("await Task.WhenAll(numbers); foreach (var one in numbers) _ = one.Result;")]
    [TestCase("await Task.WhenAll(numbers); _ = numbers[0].Result;")]
    [TestCase("var first = await Task.WhenAny(numbers); _ = first.Result;")]
    [TestCase("_ = (await Task.WhenAny(numbers)).Result;")]
    [TestCase("if (number.IsCompletedSuccessfully) _ = number.Result;")]
    [TestCase("_ = number.IsCompleted ? number.Result : 0;")]
    [TestCase("if (number is { IsCompleted: true }) _ = number.Result;")]
    [TestCase("if (!value.IsCompleted) await task; else _ = value.Result;")]
    [TestCase("_ = numbers.Where(one => one.IsCompleted).Select(one => one.Result);")]
    [TestCase("await number.ContinueWith(before => before.Result + 1);")]
    [TestCase("if (task.Wait(0)) { }")]
    [TestCase("if (task.Wait(TimeSpan.Zero)) { }")]
    [TestCase("_ = Task.FromResult(1).Result;")]
    [TestCase("Task.CompletedTask.Wait();")]
    [TestCase("_ = nameof(number.Result);")]
    [TestCase("new Thread(() => Read().Wait()).Start();")]
    [TestCase("void Local() { task.Wait(); }")]
    [TestCase("int Local() => numbers[0].Result;")]
    [TestCase("bool Local() => Read().Wait(100);")]
    [TestCase("Task<int> Seen(Task<int> one) => one; int Local() => Seen(Read()).Result;")]
    [TestCase("void Local() { var read = Read(); Console.WriteLine(); read.Wait(); }")]
    [TestCase("System.Linq.Expressions.Expression<Func<int>> described = () => number.Result;")]
    [TestCase("using var gate = new SemaphoreSlim(1); gate.Wait();")]
    [TestCase("_ = this.Result;")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<BlockingOnTask>(Sample(statement));

    [Test]
    public Task Dispose_which_returns_nothing_is_silent() => Analyzed.AssertAsync<BlockingOnTask>(
        "class Sample(Task task) : IDisposable { public void Dispose() => task.Wait(); ~Sample() => task.Wait(); }");

    [Test]
    public async Task The_entry_point_of_a_program_is_silent()
    {
        var program = Analyzed.Compile(
            "class Program { static void Main() => Run(); static void Run() { Task.Delay(1, default).Wait(); } }",
            OutputKind.ConsoleApplication);
        Assert.That(await Analyzed.FindAsync<BlockingOnTask>(program, null), Is.Empty);
    }

    [Test]
    public Task The_code_of_a_thread_of_its_own_is_silent() => Analyzed.AssertAsync<BlockingOnTask>(
        """
        class Sample(Func<Task> work)
        {
            public void Start() => new Thread(Run).Start();
            private void Run() => work().Wait();
        }
        """);

    [Test]
    public Task A_static_constructor_is_reported() => Analyzed.AssertAsync<BlockingOnTask>(
        "class Sample { static int n; static Sample() { n = [|Task.Run(() => 1).Result|]; } int N => n; }");

    [Test]
    public Task The_message_says_what_the_thread_waits_for() => Analyzed.AssertAsync<BlockingOnTask>(
        Sample("[|task.Wait()|];"), message:
        "'Wait()' holds this thread until the task is done; if what the task has yet to run needs this thread, or a pool whose"
        + " threads all wait like this one, neither goes on: await it");

    [TestCase("_ = Read().Result;", "_ = await Read();")]
    [TestCase("_ = number.Result.ToString();", "_ = (await number).ToString();")]
    [TestCase("task.Wait();", "await task;")]
    [TestCase("task.ConfigureAwait(false).GetAwaiter().GetResult();", "await task.ConfigureAwait(false);")]
    [TestCase("_ = value.Result + number.Result;", "_ = await value + await number;")]
    [TestCase("Task.WaitAll(task, number);", "await Task.WhenAll(task, number);")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<BlockingOnTask, BlockingOnTaskFix>(Sample(bad), Sample(good), "KATA0404");

    [TestCase("task.Wait(100);")]
    [TestCase("Task.WaitAll(new[] { task }, 100);")]
    [TestCase("Action later = () => Read().Wait();")]
    [TestCase("lock (numbers) task.Wait();")]
    [TestCase("try { task.Wait(); } catch (AggregateException) { }")]
    [TestCase("_ = Task.WaitAny(task);")]
    public Task It_is_not_fixed(string statement) =>
        Fixed.AssertNoneAsync<BlockingOnTask, BlockingOnTaskFix>(Sample(statement), "KATA0404");

    [TestCase("await Task.WhenAny(numbers); _ = numbers.Select(one => [|one.Result|]).Sum();")]
    [TestCase("await Task.WhenAny(number, task); _ = [|number.Result|];")]
    [TestCase("if (number != null) _ = [|number.Result|];")]
    [TestCase("if (number != default) _ = [|number.Result|];")]
    public Task Of_several_only_the_first_is_done(string statement) => Analyzed.AssertAsync<BlockingOnTask>(Sample(statement));

    [TestCase("if (await Task.WhenAny(number, task) == number) _ = number.Result;")]
    [TestCase("var first = await Task.WhenAny(number, task); if (first != number) return; _ = number.Result;")]
    [TestCase("var first = await Task.WhenAny(numbers); _ = first.Result;")]
    [TestCase("_ = number is { IsCompletedSuccessfully: true } done ? done.Result : 0;")]
    [TestCase("if (numbers[0] is { IsCompleted: true } done) _ = done.Result;")]
    public Task What_is_known_to_be_done_is_silent(string statement) => Analyzed.AssertAsync<BlockingOnTask>(Sample(statement));

    [Test]
    public Task Main_has_a_thread_of_its_own_and_is_silent() => Analyzed.AssertAsync<BlockingOnTask>(
        "static class App { public static void Main(string[] args) => RunAsync().GetAwaiter().GetResult(); "
        + "static async Task RunAsync() => await Task.Yield(); }");

    private static string Sample(string statement) =>
        $$"""
        class Sample
        {
            int Result => 1;
            Task<int> Read() => Task.FromResult(1);
            async Task Run(Task task, Task<int> number, ValueTask<int> value, Task<int>[] numbers)
            {
                await Task.Yield(); {{statement}}
            }
        }
        """;
}
