using System.Text;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Simulation.Tests.Support;
using static Katas.Simulation.Tests.Support.Runs;

namespace Katas.Simulation.Tests.Storage;

/// <summary>A disk as a program sees it.</summary>
public sealed class StorageTests
{
    private static readonly NodeId One = new("n1");

    [Test]
    public void What_is_written_is_read_back_at_once_and_takes_virtual_time()
    {
        var run = Cluster(1, async node =>
        {
            await node.Storage.WriteAsync("b", 3, new byte[] { 1, 2 });
            await node.Storage.AppendAsync("a", new byte[] { 9 });
            node.Observe("b", string.Join(' ', (await node.Storage.ReadAsync("b"))!));
            node.Observe("none", await node.Storage.ReadAsync("c"));
            node.Observe("list", string.Join(' ', await node.Storage.ListAsync()));
            await node.Storage.FlushAsync("b");
            node.Observe("flushed", true);
        }).With();
        Assert.That(run.Seen<string>("b"), Is.EqualTo(["0 0 0 1 2"]));
        Assert.That(run.Seen<byte[]?>("none"), Is.EqualTo(new byte[]?[] { null }));
        Assert.That(run.Seen<string>("list"), Is.EqualTo(["a b"]));
        Assert.That(run.Times("b"), Is.EqualTo([0.15]));
        Assert.That(run.Times("flushed"), Is.EqualTo([1.25]));
        Assert.That(run.Disk(), Is.EqualTo(["write b, 2 bytes", "write a, 1 byte", "flush b"]));
    }

    [Test]
    public void Operations_on_one_file_end_in_the_order_of_their_calls()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var run = Cluster(1, async node =>
            {
                var all = new[]
                {
                    End(node.Storage.WriteAsync("a", 0, new byte[] { 1 }), "write"),
                    End(node.Storage.FlushAsync("a"), "flush"), End(node.Storage.AppendAsync("a", new byte[] { 2 }), "append"),
                    End(node.Storage.RenameAsync("a", "b"), "rename"), End(node.Storage.DeleteAsync("b"), "delete"),
                };
                await Task.WhenAll(all);

                async Task End(ValueTask operation, string name)
                {
                    await operation;
                    node.Observe("end", name);
                }
            }).Seed(seed);
            Assert.That(run.Seen<string>("end"), Is.EqualTo(["write", "flush", "append", "rename", "delete"]));
        }
    }

    [Test]
    public void A_slow_disk_takes_longer_until_it_is_over()
    {
        var run = Cluster(1, async node =>
        {
            for (var i = 0; i < 3; i++)
            {
                await node.Storage.WriteAsync("a", 0, new byte[] { 1 });
                node.Observe("written", i);
                await Task.Delay(Ms(100), node.Time);
            }
        }).With(new SlowDiskFault(One, Ms(50), Ms(100), Ms(30)));
        Assert.That(run.Times("written"), Is.EqualTo([0.05, 130.1, 230.15]).Within(0.001));
    }

    [Test]
    public void A_program_that_crashes_during_a_flush_gets_nothing_of_it()
    {
        var run = Cluster(1, async node =>
        {
            if ((await node.Storage.ListAsync()).Count > 0)
            {
                node.Observe("again", (await node.Storage.ReadAsync("a"))!.Length);
                return;
            }

            await node.Storage.WriteAsync("a", 0, new byte[] { 1 });
            await node.Storage.FlushAsync("a");
            node.Observe("flushed", true);
        }).With(new CrashFault(One, Ms(0.5), Ms(10), FaultClass.Crash));
        Assert.That(run.Seen<bool>("flushed"), Is.Empty);
        Assert.That(run.Seen<int>("again"), Is.EqualTo([1]));
        Assert.That(run.Disk(), Has.None.EqualTo("flush a"));
    }

    [Test]
    public void A_crash_says_what_it_lost_and_seeds_differ_in_it()
    {
        HashSet<string> seen = [];
        for (var seed = 1; seed <= 40; seed++)
        {
            var run = Cluster(1, async node =>
            {
                if (node.Time.GetUtcNow().Second > 0) return;
                await node.Storage.WriteAsync("log", 0, new byte[10]);
                await node.Storage.FlushDirectoryAsync();
                await node.Storage.WriteAsync("log", 0, new byte[3 * IStorage.PageSize]);
                await Task.Delay(Ms(5000), node.Time);
            }).Seed(seed, new CrashFault(One, Ms(100), Ms(2000), FaultClass.TornWrites));
            seen.UnionWith(run.Disk());
        }

        Assert.That(seen, Is.SupersetOf(
            ["lost 1 page of log", "lost 2 pages of log", "tore 1 page of log", "tore 2 pages of log"]));
    }

    [Test]
    public void What_a_crash_does_to_a_file_depends_on_no_other_file_and_no_other_fault()
    {
        var crash = new CrashFault(One, Ms(100), Ms(2000), FaultClass.TornWrites);
        for (var seed = 1; seed <= 30; seed++)
        {
            var alone = Left(Writing("log"), seed, crash);
            var pause = new PauseFault(new NodeId("n2"), Ms(10), Ms(300));
            Assert.That(Left(Writing("a", "log", "z"), seed, pause, crash), Is.EqualTo(alone), $"seed {seed}");
        }

        static string Left(Scenario scenario, int seed, params Fault[] faults) =>
            scenario.Seed(seed, faults).Seen<string>("left").Last();

        static Scenario Writing(params string[] files) => Cluster(2, async node =>
        {
            var log = await node.Storage.ReadAsync("log") ?? [];
            node.Observe("left", Convert.ToHexString(log));
            if (log.Length > 0 || node.Id != One) return;
            foreach (var file in files) await node.Storage.WriteAsync(file, 0, new byte[] { 1 });
            await node.Storage.FlushDirectoryAsync();
            foreach (var file in files) await node.Storage.FlushAsync(file);
            var content = new byte[2000];
            content.AsSpan().Fill(7);
            foreach (var file in files) await node.Storage.WriteAsync(file, 0, content);
        });
    }

    [Test]
    public void Replacing_a_file_shows_the_old_or_the_new_content_whatever_a_crash_does()
    {
        HashSet<string> seen = [];
        for (var seed = 1; seed <= 200; seed++)
        {
            var run = Cluster(1, Replacing).Seed(
                seed, Crash(seed, seed % 2 == 0 ? FaultClass.LostWrites : FaultClass.TornWrites));
            seen.UnionWith(run.Seen<string>("found").Skip(1));
            var promised = run.Observations("kept").LastOrDefault(kept => kept.Start == 1)?.Value ?? 0;
            Assert.That(run.Seen<int>("number")[1], Is.GreaterThanOrEqualTo((int)promised), $"seed {seed}");
        }

        Assert.That(seen, Is.EquivalentTo(["nothing", "whole"]));
    }

    [Test]
    public void Without_the_flush_before_the_rename_a_crash_shows_other_things()
    {
        HashSet<string> seen = [];
        for (var seed = 1; seed <= 100; seed++)
        {
            var run = Cluster(1, node => Replacing(node, async content =>
            {
                await node.Storage.WriteAsync("state.new", 0, content);
                await node.Storage.RenameAsync("state.new", "state");
                await node.Storage.FlushDirectoryAsync();
            })).Seed(seed, Crash(seed, FaultClass.TornWrites));
            seen.UnionWith(run.Seen<string>("found").Skip(1));
        }

        Assert.That(seen, Does.Contain("broken"));
    }

    [Test]
    public void Wrong_arguments_are_refused()
    {
        Cluster(1, async node =>
        {
            var disk = node.Storage;
            await disk.WriteAsync("a", 0, new byte[1]);
            Assert.Throws<ArgumentOutOfRangeException>(() => { _ = disk.WriteAsync("a", -1, new byte[1]).AsTask(); });
            Assert.Throws<ArgumentOutOfRangeException>(() => { _ = disk.SetLengthAsync("a", -1).AsTask(); });
            Assert.Throws<ArgumentNullException>(() => { _ = disk.ReadAsync(null!).AsTask(); });
            Assert.Throws<ArgumentException>(() => { _ = disk.RenameAsync("a", "").AsTask(); });
            Func<Task>[] missing =
            [
                () => disk.FlushAsync("b").AsTask(), () => disk.SetLengthAsync("b", 1).AsTask(),
                () => disk.RenameAsync("b", "c").AsTask(),
            ];
            foreach (var call in missing)
                Assert.That(call().Exception?.InnerException, Is.InstanceOf<FileNotFoundException>());
            var far = disk.WriteAsync("a", long.MaxValue, new byte[1]).AsTask();
            Assert.That(far.Exception?.InnerException, Is.InstanceOf<IOException>());
            await disk.DeleteAsync("b");
            node.Observe("done", true);
        }).With();
    }

    /// <summary>A crash at one of forty moments within the first ten milliseconds.</summary>
    private static CrashFault Crash(int seed, FaultClass loss) => new(One, Ms(0.5 + (seed % 40 * 0.25)), Ms(10), loss);

    private static Task Replacing(INodeContext node) => Replacing(node, content => node.Storage.ReplaceAsync("state", content));

    private static async Task Replacing(INodeContext node, Func<byte[], Task> replace)
    {
        var content = Encoding.UTF8.GetString(await node.Storage.ReadAsync("state") ?? []);
        var numbers = content.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var isWhole = numbers.Length == 300 && numbers.All(number => number == numbers[0]);
        node.Observe("found", content.Length == 0 ? await Empty(node) : isWhole ? "whole" : "broken");
        node.Observe("number", isWhole ? numbers[0][0] - '0' : 0);
        for (var i = 1; i < 9; i++)
        {
            await replace(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{i},", 300))));
            node.Observe("kept", i);
        }
    }

    private static async Task<string> Empty(INodeContext node) =>
        (await node.Storage.ListAsync()).Contains("state") ? "broken" : "nothing";
}
