using Katas.Analyzers.CodeFixes.Tasks;
using Katas.Analyzers.Tasks;

namespace Katas.Analyzers.Tests.Tasks;

[Rule("KATA0403")]
public sealed class DroppedTaskTests
{
    [TestCase("[|Work()|];")]
    [TestCase("[|Value()|];")]
    [TestCase("[|Read()|];")]
    [TestCase("[|this.Work()|];")]
    [TestCase("[|Work().ConfigureAwait(false)|];")]
    [TestCase("[|other?.Work()|];")]
    [TestCase("[|Task.Run(() => { })|];")]
    [TestCase("[|Task.Delay(1, CancellationToken.None)|];")]
    [TestCase("[|callback()|];")]
    [TestCase("async Task Limited(Task task) => await task; [|Limited(Work())|];")]
    [TestCase("[|callback.Invoke()|];")]
    [TestCase("if (other is null) [|Work()|]; else { [|Work()|]; }")]
    [TestCase("Action later = () => [|Work()|];")]
    [TestCase("new Timer(_ => [|Work()|]).Dispose();")]
    [TestCase("new List<int>().ForEach(x => { [|Work()|]; });")]
    [TestCase("void Local() => [|Work()|];")]
    [TestCase("[|Task.Factory.StartNew(async () => await Work())|];")]
    [TestCase("[|await Task.Factory.StartNew(async () => await Work())|];")]
    [TestCase("[|Task.WhenAll(Work(), Work())|];")]
    [TestCase("lock (stream) { [|stream.FlushAsync()|]; }")]
    public Task It_is_reported(string statement) => Analyzed.AssertAsync<DroppedTask>(Sample(statement));

    [TestCase("await Work();")]
    [TestCase("_ = Work();")]
    [TestCase("var task = Work(); await task;")]
    [TestCase("_kept = Work();")]
    [TestCase("_kept ??= Work();")]
    [TestCase("Task Local() => Work(); await Local();")]
    [TestCase("Func<Task> later = () => Work();")]
    [TestCase("await Task.Run(() => Work());")]
    [TestCase("Work().ContinueWith(t => Console.WriteLine(t.Exception));")]
    [TestCase("await Task.WhenAny(Work(), Work());")]
    [TestCase("await await Task.Factory.StartNew(async () => await Work());")]
    [TestCase("Interlocked.Exchange(ref _kept, Work());")]
    [TestCase("new ConcurrentDictionary<int, Task>().GetOrAdd(1, _ => Work());")]
    [TestCase("new Queue<Task>([Work()]).Dequeue();")]
    [TestCase("Work().Wait();")]
    [TestCase("new List<Task>().Add(Work());")]
    [TestCase("System.Linq.Expressions.Expression<Action> described = () => Work();")]
    [TestCase("NSubstitute.Mocks.Received(this).Work();")]
    [TestCase("await (other?.Work() ?? Task.CompletedTask);")]
    [TestCase("Console.WriteLine(Work());")]
    [TestCase("Task Seen(Task task) => task; Seen(Work());")]
    [TestCase("new List<int>().ForEach(async x => await Work());")]
    public Task It_is_silent(string statement) => Analyzed.AssertAsync<DroppedTask>(Sample(statement));

    [Test]
    public Task The_message_says_what_is_lost() => Analyzed.AssertAsync<DroppedTask>(
        Sample("[|Work()|];"), message:
        "The task of 'Work' is dropped: this code goes on before the work is done, and nobody learns that it failed; await it,"
        + " return it, keep it, or say '_ =' if that is meant");

    [TestCase("Work();", "await Work();")]
    [TestCase("Value(); Read();", "await Value(); await Read();")]
    [TestCase("Work().ConfigureAwait(false);", "await Work().ConfigureAwait(false);")]
    [TestCase("Func<Task> later = async () => { Work(); };", "Func<Task> later = async () => { await Work(); };")]
    [TestCase(
        "await Task.Factory.StartNew(async () => await Work());",
        "await await Task.Factory.StartNew(async () => await Work());")]
    public Task It_is_fixed(string bad, string good) =>
        Fixed.AssertAsync<DroppedTask, DroppedTaskFix>(Sample(bad), Sample(good), "KATA0403");

    [TestCase("void Local() { Work(); }")]
    [TestCase("Action later = () => Work();")]
    [TestCase("other?.Work();")]
    [TestCase("lock (stream) { Work(); }")]
    public Task It_is_not_fixed(string statement) =>
        Fixed.AssertNoneAsync<DroppedTask, DroppedTaskFix>(Sample(statement), "KATA0403");

    [TestCase("await Task.WhenAll(all.Select(x => [|Task.Factory.StartNew(() => Work())|]));")]
    [TestCase("var jobs = all.Select(x => { return [|Task.Factory.StartNew(async () => await Work())|]; }).ToArray(); "
        + "await Task.WhenAll(jobs);")]
    public Task The_inner_task_of_a_query_is_reported(string statement) => OfAll(statement);

    [TestCase("await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => Work()).Unwrap()));")]
    [TestCase("await Task.WhenAll(await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => Work()))));")]
    [TestCase("var outer = await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => Work()))); await Task.WhenAll(outer);")]
    [TestCase("await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => Work())).Select(outer => outer.Unwrap()));")]
    [TestCase("await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => { })));")]
    [TestCase("await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => 1)));")]
    public Task An_inner_task_that_is_awaited_is_silent(string statement) => OfAll(statement);

    [TestCase(
        "await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => Work())));",
        "await Task.WhenAll(all.Select(x => Task.Factory.StartNew(() => Work()).Unwrap()));")]
    [TestCase(
        "await Task.WhenAll(all.Select(x => { return Task.Factory.StartNew(async () => await Work()); }));",
        "await Task.WhenAll(all.Select(x => { return Task.Factory.StartNew(async () => await Work()).Unwrap(); }));")]
    public Task An_inner_task_is_unwrapped(string bad, string good) =>
        Fixed.AssertAsync<DroppedTask, DroppedTaskFix>(Each(bad), Each(good), "KATA0403");

    private static Task OfAll(string statement) => Analyzed.AssertAsync<DroppedTask>(Each(statement));

    private static string Each(string statement) => Sample("await Task.Yield();").Replace(
        "ValueTask Value()", $"async Task Each(int[] all) {{ {statement} }} ValueTask Value()", StringComparison.Ordinal);

    private static string Sample(string statement) =>
        $$"""
        #pragma warning disable CS4014
        class Sample
        {
            Task? _kept;
            public Task Work() => _kept ?? Task.CompletedTask;
            ValueTask Value() => default;
            Task<int> Read() => Task.FromResult(1);
            async Task Run(Sample? other, Func<Task> callback, Stream stream) { await Task.Yield(); {{statement}} }
        }
        namespace NSubstitute { static class Mocks { public static T Received<T>(T mock) => mock; } }
        """;
}
