namespace Katas.Analyzers.Tests.Simulated;

[Rule("KATA0901")]
public sealed class LeavesSimulatorTests
{
    [TestCase("_ = [|DateTime.UtcNow|];")]
    [TestCase("_ = [|DateTimeOffset.Now|];")]
    [TestCase("var watch = [|Stopwatch.StartNew()|];")]
    [TestCase("_ = [|Environment.TickCount64|];")]
    [TestCase("_ = [|Environment.MachineName|];")]
    [TestCase("await [|Task.Delay(10)|];")]
    [TestCase("await [|Task.Delay(TimeSpan.FromSeconds(1), node.Stopping)|];")]
    [TestCase("await Task.Delay(TimeSpan.Zero, [|TimeProvider.System|]);")]
    [TestCase("using var timer = [|new PeriodicTimer(TimeSpan.FromSeconds(1))|]; await timer.WaitForNextTickAsync();")]
    [TestCase("await using var timer = [|new Timer(_ => { }, null, 1, 1)|]; await Task.Yield();")]
    [TestCase("using var source = [|new CancellationTokenSource(100)|]; await Task.Yield();")]
    [TestCase("using var source = new CancellationTokenSource(); [|source.CancelAfter(100)|]; await Task.Yield();")]
    [TestCase("await [|node.Network.ReceiveAsync().AsTask().WaitAsync(TimeSpan.Zero)|];")]
    [TestCase("await [|Task.Run(() => 1)|];")]
    [TestCase("[|new Thread(() => { })|].Start();")]
    [TestCase("[|ThreadPool.QueueUserWorkItem(_ => { })|];")]
    [TestCase("[|Parallel.For(0, 3, i => { })|];")]
    [TestCase("_ = [|Guid.NewGuid()|];")]
    [TestCase("Func<Guid> next = [|Guid.NewGuid|];")]
    [TestCase("_ = [|Random.Shared|].Next();")]
    [TestCase("_ = [|new Random()|].Next();")]
    [TestCase("_ = [|RandomNumberGenerator.GetInt32(10)|];")]
    [TestCase("await [|File.ReadAllTextAsync(\"votes\")|];")]
    [TestCase("using var socket = [|new TcpClient()|]; await Task.Yield();")]
    [TestCase("await [|node.Storage.FlushAsync(\"votes\").AsTask().ConfigureAwait(false)|];")]
    [TestCase("[|Thread.Sleep(10)|];")]
    [TestCase("[|node.Storage.FlushAsync(\"votes\").AsTask().Wait()|];")]
    [TestCase("_ = [|node.Storage.ReadAsync(\"votes\").AsTask().Result|];")]
    [TestCase("[|node.Storage.FlushAsync(\"votes\").AsTask().GetAwaiter().GetResult()|];")]
    [TestCase("lock (this) [|Monitor.Wait(this)|];")]
    [TestCase("using var gate = new SemaphoreSlim(0); [|gate.Wait()|]; await Task.Yield();")]
    [TestCase("using var told = new ManualResetEventSlim(); [|told.Wait()|]; await Task.Yield();")]
    [TestCase("Action later = () => _ = [|DateTime.Now|];")]
    public Task In_a_node_it_is_reported(string statement) => Simulation.AssertAsync(Node(statement));

    [TestCase("class Log { public long At = [|DateTime.UtcNow|].Ticks; } class Node : INode { Log _log = new();"
        + " public Task RunAsync(INodeContext node) => Task.CompletedTask; }")]
    [TestCase("static class Clock { public static long Now() => [|DateTime.UtcNow|].Ticks; public static long Other() =>"
        + " DateTime.Now.Ticks; } class Node : INode { public Task RunAsync(INodeContext node) { Clock.Now();"
        + " return Task.CompletedTask; } }")]
    [TestCase("class Log { public void Write() => _ = [|Guid.NewGuid()|]; } class Node : INode {"
        + " public async Task RunAsync(INodeContext node) { var log = new Log(); log.Write(); await Task.Yield(); } }")]
    [TestCase("abstract class Base { protected long Now => [|Stopwatch.GetTimestamp()|]; } class Node : Base, INode {"
        + " public Task RunAsync(INodeContext node) => Task.CompletedTask; }")]
    [TestCase("class Voter : IMessageHandler<int> { public Step<int> Start(NodeId self, ValueList<NodeId> peers, object? saved)"
        + " => Step.To([|Random.Shared|].Next()); public Step<int> Receive(int state, NodeId from, object message) =>"
        + " Step.To(state); public Step<int> Timeout(int state, string timer) => Step.To(state); }")]
    [TestCase("class SimulatedAttribute : Attribute; [Simulated] class Cache { long _now = [|DateTime.UtcNow|].Ticks; }")]
    [TestCase("class SimulatedAttribute : Attribute; [Simulated] interface ICache; class Cache : ICache {"
        + " long _now = [|Environment.TickCount|]; }")]
    [TestCase("class Outer { static long Now() => [|DateTime.Now|].Ticks; static long Real() => DateTime.Now.Ticks;"
        + " class Node : INode { public Task RunAsync(INodeContext node) { Now(); return Task.CompletedTask; } } }")]
    [TestCase("class Post(INodeContext node) { public Task SendAsync() { node.Network.Send(node.Id, 1);"
        + " return [|Task.Delay(1)|]; } }")]
    [TestCase("class Setup { Func<INodeContext, Task> _body = node => [|Task.Delay(1)|]; }")]
    [TestCase("class Setup { void Real() => Thread.Sleep(1); Task Body(INodeContext node) => Later();"
        + " Task Later() => [|Task.Delay(1)|]; }")]
    public Task What_a_simulated_type_reaches_is_reported(string types) => Simulation.AssertAsync(types);

    [TestCase("_ = node.Time.GetUtcNow();")]
    [TestCase("var since = node.Time.GetTimestamp(); _ = node.Time.GetElapsedTime(since);")]
    [TestCase("await Task.Delay(TimeSpan.FromSeconds(1), node.Time);")]
    [TestCase("await Task.Delay(TimeSpan.FromSeconds(1), node.Time, node.Stopping);")]
    [TestCase("using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), node.Time); await timer.WaitForNextTickAsync();")]
    [TestCase("await using var timer = node.Time.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.Zero);")]
    [TestCase("using var source = new CancellationTokenSource(TimeSpan.Zero, node.Time); source.CancelAfter(1);")]
    [TestCase("using var source = CancellationTokenSource.CreateLinkedTokenSource(node.Stopping); source.Cancel();")]
    [TestCase("await node.Network.ReceiveAsync().AsTask().WaitAsync(TimeSpan.Zero, node.Time);")]
    [TestCase("await node.Network.ReceiveAsync().AsTask().WaitAsync(node.Stopping);")]
    [TestCase("_ = node.Random.Next(10); _ = new Random(7).Next();")]
    [TestCase("await Task.WhenAll(Task.Yield().GetAwaiter().IsCompleted ? Task.CompletedTask : Task.CompletedTask);")]
    [TestCase("await Task.Factory.StartNew(() => { });")]
    [TestCase("await node.Storage.FlushAsync(\"votes\").AsTask().ContinueWith(_ => { });")]
    [TestCase("await node.Storage.FlushAsync(\"votes\").ConfigureAwait(true);")]
    [TestCase("lock (this) { }")]
    [TestCase("using var gate = new SemaphoreSlim(1); await gate.WaitAsync(); gate.Release();")]
    [TestCase("var read = node.Storage.ReadAsync(\"votes\").AsTask(); await Task.WhenAll(read); _ = read.Result;")]
    [TestCase("_ = Path.Combine(\"a\", \"b\"); using var text = new MemoryStream();")]
    [TestCase("_ = new DateTime(2020, 1, 1); _ = new Guid(); _ = Environment.NewLine;")]
    [TestCase("_ = \"text\".GetHashCode(); _ = HashCode.Combine(1, 2);")]
    [TestCase("_ = nameof(DateTime.UtcNow);")]
    [TestCase("_ = Task.FromResult(1).Result;")]
    [TestCase("Task.CompletedTask.Wait();")]
    [TestCase("using var gate = new SemaphoreSlim(0); gate.Wait(0);")]
    public Task In_a_node_it_is_silent(string statement) => Simulation.AssertAsync(Node(statement));

    [TestCase("class Server { void Run() { Thread.Sleep(1); _ = DateTime.UtcNow; _ = Guid.NewGuid(); } }")]
    [TestCase("record Vote(int Term) { public static Vote Now() => new((int)DateTime.UtcNow.Ticks); } class Node : INode {"
        + " public Task RunAsync(INodeContext node) { node.Observe(\"vote\", nameof(Vote)); return Task.CompletedTask; } }")]
    [TestCase("class Suite { void Test() { Thread.Sleep(1); _ = new Node(); } class Node : INode {"
        + " public Task RunAsync(INodeContext node) => Task.CompletedTask; } }")]
    [TestCase("class Suite { static readonly TimeSpan Short = TimeSpan.FromSeconds(1); void Test() => Thread.Sleep(1);"
        + " class Node : INode { public Task RunAsync(INodeContext node) => Task.Delay(Short, node.Time); } }")]
    [TestCase("interface IStore { Task PutAsync(); } class RealStore : IStore { public Task PutAsync() => Task.Delay(1); }"
        + " class Node(IStore store) : INode { public Task RunAsync(INodeContext node) => store.PutAsync(); }")]
    [TestCase("class SystemTime : TimeProvider { public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow; }"
        + " class Node(TimeProvider time) : INode { public Task RunAsync(INodeContext node) => Task.Delay(1000 * TimeSpan.Zero,"
        + " time); }")]
    [TestCase("namespace A { class Timer { public long Now = DateTime.UtcNow.Ticks; } } namespace B { class Node : INode {"
        + " object _timer = new Timer(1); class Timer(int at) { public int At => at; }"
        + " public Task RunAsync(INodeContext node) => Task.CompletedTask; } }")]
    [TestCase("static class Clock { public static long Zero => 0; public static long Now => DateTime.UtcNow.Ticks; } class Node"
        + " : INode { public Task RunAsync(INodeContext node) { _ = Clock.Zero; return Task.CompletedTask; } }")]
    public Task Code_that_is_not_simulated_is_silent(string types) => Simulation.AssertAsync(types);

    [Test]
    public Task The_message_says_why_and_what_to_use() => Simulation.AssertAsync(
        Node("await [|Task.Delay(10)|];"),
        "'Task.Delay' leaves the simulator: it waits for the real clock, which no seed fixes; use Task.Delay(time, node.Time) "
            + "instead");

    [Test]
    public Task The_message_names_the_program_that_uses_the_code() => Simulation.AssertAsync(
        "static class Clock { public static long Now() => [|DateTime.UtcNow|].Ticks; } class Node : INode {"
            + " public Task RunAsync(INodeContext node) { Clock.Now(); return Task.CompletedTask; } }",
        "'DateTime.UtcNow' leaves the simulator: it reads the real clock, which no seed fixes; use node.Time.GetUtcNow() instead "
            + "('Node', which is simulated, uses 'Clock')");

    [Test]
    public Task A_type_without_a_context_is_told_what_it_has() => Simulation.AssertAsync(
        "class SimulatedAttribute : Attribute; [Simulated] class Cache { long _now = [|DateTime.UtcNow|].Ticks; }",
        "'DateTime.UtcNow' leaves the simulator: it reads the real clock, which no seed fixes; "
            + "use time.GetUtcNow(), with the TimeProvider that you are given, instead");

    [Test]
    public Task A_wait_is_said_to_stop_everybody() => Simulation.AssertAsync(
        Node("[|node.Storage.FlushAsync(\"votes\").AsTask().Wait()|];"),
        "'Task.Wait' stops the simulator: it holds up the one thread on which all machines run, so what it waits for never "
            + "comes; use await instead");

    private static string Node(string statement) =>
        $$"""
        class Node : INode
        {
            public async Task RunAsync(INodeContext node)
            {
                {{statement}}
                await Task.Yield();
            }
        }
        """;
}
