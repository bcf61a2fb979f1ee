using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Tasks that a subject starts are threads of the schedule.</summary>
internal sealed class TaskTests
{
    private const string Racy = "private int _n; private void Add() => _n++;";
    private const string Locked =
        "private readonly object _gate = new(); private int _n; private void Add() { lock (_gate) _n++; }";

    [TestCase("Task.WaitAll(Task.Run(Add), Task.Run(Add));")]
    [TestCase("var a = Task.Run(Add); Add(); a.Wait();")]
    [TestCase("var a = Task.Run(async () => { await Task.Yield(); Add(); }); Add(); a.GetAwaiter().GetResult();")]
    [TestCase("var a = Task.Run(() => { Add(); return 1; }); Add(); _ = a.Result;")]
    [TestCase("var a = Task.Factory.StartNew(Add); Add(); a.Wait();")]
    [TestCase("var a = new Task(Add); a.Start(); Add(); a.Wait();")]
    [TestCase("var a = Task.CompletedTask.ContinueWith(_ => Add()); Add(); a.Wait();")]
    [TestCase("Task[] all = [Task.Run(Add), Task.Run(Add)]; Task.WhenAll(all).Wait();")]
    [TestCase("Task[] all = [Task.Run(Add), Task.Run(Add)]; Task.WhenAny(all).Wait(); Task.WaitAll(all);")]
    [TestCase("var a = Task.Factory.StartNew(async () => { await Task.Yield(); Add(); }).Unwrap(); Add(); a.Wait();")]
    [TestCase("Task.Factory.ContinueWhenAll([Task.Run(Add), Task.Run(Add)], _ => { }).Wait();")]
    public void Two_tasks_lose_an_update(string body)
    {
        var racy = Run(Racy, body);
        Samples.AssertFails(racy, ExplorationOutcome.PropertyBroken);
        Assert.That(racy.Uncontrolled, Is.Empty);
        Samples.AssertAccepted(Run(Locked, body));
    }

    private static ExplorationResult Run(string counter, string body)
    {
        using var twin = SampleProgram.Compile(
            $"public class Sample : ICounter {{ {counter} public int Value => _n; public void Increment() {{ {body} }} }}");
        return Explorer.Explore(
            twin, twin.New<ICounter>, [new ThreadOperation<ICounter>("Increment", c => c.Increment())], Samples.ExpectTwo);
    }
}
