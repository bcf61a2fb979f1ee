using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Channels: what waits at one of their ends goes on in every order.</summary>
internal sealed class ChannelTests
{
    private const string Usings = "using System.Threading.Channels; ";

    /// <summary>Two readers who count what they get in a plain field; a lock around it keeps the count.</summary>
    [TestCase("CreateUnbounded<int>()")]
    [TestCase("CreateUnboundedPrioritized<int>()")]
    [TestCase("CreateBounded<int>(1)")]
    [TestCase("CreateBounded<int>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest })")]
    public void Two_readers_lose_an_update(string create)
    {
        const string Reads = "async Task Read() { await _channel.Reader.ReadAsync(); ";
        Samples.AssertFails(Run(create, Reads + "_n++; }"), ExplorationOutcome.PropertyBroken);
        Samples.AssertAccepted(Run(create, Reads + "lock (_channel) _n++; }"));
    }

    [Test]
    public void Two_who_read_all_lose_an_update()
    {
        const string Reads = "async Task Read() { await foreach (var i in _channel.Reader.ReadAllAsync()) ";
        Samples.AssertFails(Run("CreateUnbounded<int>()", Reads + "_n++; }"), ExplorationOutcome.PropertyBroken);
        Samples.AssertAccepted(Run("CreateUnbounded<int>()", Reads + "lock (_channel) _n++; }"));
    }

    /// <summary>Another reader may have taken it meanwhile: who was told that something is there must still try.</summary>
    [Test]
    public void Something_is_there_does_not_mean_that_it_stays()
    {
        const string Reads = "async Task Read() { while (await _channel.Reader.WaitToReadAsync()) ";
        Samples.AssertFails(
            Run("CreateUnbounded<int>()", Reads
                + "{ if (!_channel.Reader.TryRead(out _)) throw new Exception(); lock (_channel) _n++; } }"),
            ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(
            Run("CreateUnbounded<int>()", Reads + "if (_channel.Reader.TryRead(out _)) lock (_channel) _n++; }"));
    }

    [Test]
    public void A_channel_that_nobody_completes_keeps_its_readers()
    {
        const string Program = """
            private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
            public void Left() => Read().GetAwaiter().GetResult();
            private async Task Read() { await foreach (var i in _channel.Reader.ReadAllAsync()) { } }
            public void Right() { _channel.Writer.TryWrite(1); _channel.Writer.Complete(); }
            """;
        Samples.AssertAccepted(TwoSides(Program));
        Samples.AssertFails(TwoSides(Program.Replace("_channel.Writer.Complete();", "")), ExplorationOutcome.Deadlock);
    }

    [Test]
    public void A_writer_beside_who_completes_may_be_refused()
    {
        const string Program = """
            private readonly Channel<int> _channel = Channel.CreateBounded<int>(1);
            public void Left() => Write().GetAwaiter().GetResult();
            private async Task Write() { await _channel.Writer.WriteAsync(1); await _channel.Writer.WriteAsync(2); }
            public void Right() { _channel.Reader.TryRead(out _); _channel.Writer.TryComplete(); }
            """;
        Samples.AssertFails(TwoSides(Program), ExplorationOutcome.OperationThrew);
        Samples.AssertAccepted(TwoSides(Program.Replace(
            "await _channel.Writer.WriteAsync(2); }",
                "while (await _channel.Writer.WaitToWriteAsync() && !_channel.Writer.TryWrite(2)) { } }")
            .Replace("await _channel.Writer.WriteAsync(1);", "_channel.Writer.TryWrite(1);")));
    }

    private static ExplorationResult TwoSides(string members)
    {
        using var twin = SampleProgram.Compile(Usings + $"public class Sample : ITwoSides {{\n{members}\n}}");
        return Explorer.Explore(
            twin, twin.New<ITwoSides>,
            [new ThreadOperation<ITwoSides>("Left", s => s.Left()), new("Right", s => s.Right())], _ => { });
    }

    private static ExplorationResult Run(string create, string read)
    {
        using var twin = SampleProgram.Compile(Usings + $$"""
            public class Sample : ICounter
            {
                private readonly Channel<int> _channel = Channel.{{create}};
                private int _n;
                public int Value => _n;
                public void Increment() => All().GetAwaiter().GetResult();
                private async Task All()
                {
                    Task[] readers = [Task.Run(Read), Task.Run(Read)];
                    await _channel.Writer.WriteAsync(1);
                    await _channel.Writer.WriteAsync(2);
                    _channel.Writer.Complete();
                    await Task.WhenAll(readers);
                }
                private {{read}}
            }
            """);
        return Explorer.Explore(
            twin, twin.New<ICounter>, [new ThreadOperation<ICounter>("Increment", c => c.Increment())], Samples.ExpectTwo);
    }
}
