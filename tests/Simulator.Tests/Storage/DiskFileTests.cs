using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Storage;

namespace Katas.Simulation.Tests.Storage;

/// <summary>The pages of one file, with fates that the test decides.</summary>
public sealed class DiskFileTests
{
    private const int Page = IStorage.PageSize;

    /// <summary>As <see cref="DiskFile.Crash"/> reads a draw: bit 0 tears if pages may be torn, bit 1 keeps or drops.</summary>
    private const ulong Kept = 1, Dropped = 3;

    [Test]
    public void What_was_not_flushed_is_kept_or_dropped_page_by_page()
    {
        var file = Flushed(4 * Page, 1);
        file.Write(0, Filled(4 * Page, 2));
        var loss = file.Crash(FaultClass.LostWrites, page => page % 2 == 0 ? Kept : Dropped);
        Assert.That(Pages(file), Is.EqualTo([2, 1, 2, 1]));
        Assert.That(loss.Lost, Is.EqualTo(2));
    }

    [Test]
    public void A_flush_covers_what_was_written_before_its_call()
    {
        var file = new DiskFile();
        file.Write(0, Filled(2 * Page, 1));
        var flush = file.BeginFlush();
        file.Write(Page, Filled(2 * Page, 2)); // into a page that is being flushed, and behind it
        file.EndFlush(flush);
        Assert.That(Pages(file), Is.EqualTo([1, 2, 2]));
        var loss = file.Crash(FaultClass.LostWrites, _ => Dropped);
        Assert.That(Pages(file), Is.EqualTo([1, 1]));
        Assert.That(loss.Lost, Is.EqualTo(2));
    }

    [Test]
    public void A_flush_that_never_ended_has_done_nothing()
    {
        var file = new DiskFile();
        file.Write(0, Filled(Page, 1));
        file.BeginFlush();
        file.Crash(FaultClass.LostWrites, _ => Dropped);
        Assert.That(file.Length, Is.Zero);
    }

    [Test]
    public void Two_flushes_at_a_time_end_one_after_the_other()
    {
        var file = new DiskFile();
        file.Write(0, Filled(Page, 1));
        var first = file.BeginFlush();
        file.Write(0, Filled(Page, 2));
        var second = file.BeginFlush();
        var third = file.BeginFlush();
        file.EndFlush(first);
        file.EndFlush(second);
        file.EndFlush(third);
        file.Crash(FaultClass.LostWrites, _ => Dropped);
        Assert.That(Pages(file), Is.EqualTo([2]));
    }

    [Test]
    public void A_page_that_was_dropped_before_one_that_was_kept_reads_as_zeroes()
    {
        var file = new DiskFile();
        file.Write(0, Filled(3 * Page, 2));
        file.Crash(FaultClass.LostWrites, page => page == 1 ? Kept : Dropped);
        Assert.That(Pages(file), Is.EqualTo([0, 2]));
    }

    [Test]
    public void A_page_that_is_torn_is_new_up_to_somewhere_or_from_there_on()
    {
        HashSet<string> seen = [];
        for (var draw = 0UL; draw < 8192; draw += 2)
        {
            var file = Flushed(Page, 1);
            file.Write(0, Filled(Page, 2));
            Assert.That(file.Crash(FaultClass.TornWrites, _ => draw).Torn, Is.EqualTo(1));
            var content = file.Read();
            Assert.That(content, Has.Length.EqualTo(Page));
            var changes = content.Zip(content.Skip(1)).Count(pair => pair.First != pair.Second);
            Assert.That(changes, Is.EqualTo(1), "old and new, each in one piece");
            seen.Add($"{content[0]}{content[^1]}");
        }

        Assert.That(seen, Is.EquivalentTo(["12", "21"]));
    }

    [Test]
    public void A_page_that_is_torn_at_the_end_is_short_or_goes_on_with_zeroes()
    {
        HashSet<string> seen = [];
        for (var draw = 0UL; draw < 512; draw += 2)
        {
            var file = new DiskFile();
            file.Write(0, Filled(40, 2));
            file.Crash(FaultClass.TornWrites, _ => draw);
            var content = file.Read();
            seen.Add(content.Length < 40 ? "short" : content[0] == 0 ? "zeroes first" : "zeroes last");
            Assert.That(content, Has.All.EqualTo(2).Or.Some.EqualTo(0));
        }

        Assert.That(seen, Is.EquivalentTo(["short", "zeroes first", "zeroes last"]));
    }

    [Test]
    public void A_cut_is_pending_too()
    {
        Assert.That(Cut(Dropped).Length, Is.EqualTo(100));
        Assert.That(Cut(Kept - 1).Length, Is.EqualTo(3 * Page));

        static DiskFile Cut(ulong fate)
        {
            var file = Flushed(3 * Page, 1);
            file.SetLength(100);
            Assert.That(file.Length, Is.EqualTo(100));
            file.Crash(FaultClass.LostWrites, _ => fate);
            return file;
        }
    }

    [Test]
    public void What_grows_back_after_a_cut_is_zero_and_not_what_was_there()
    {
        var file = Flushed(2 * Page, 1);
        file.SetLength(10);
        file.Write(Page, [7]);
        Assert.That(file.Read()[10..Page], Has.All.Zero);
        file.EndFlush(file.BeginFlush());
        file.Crash(FaultClass.LostWrites, _ => Dropped);
        Assert.That(file.Read()[..10], Has.All.EqualTo(1));
        Assert.That(file.Read()[10..Page], Has.All.Zero);
        Assert.That(file.Read()[Page..], Is.EqualTo([7]));
    }

    [Test]
    public void After_a_crash_everything_that_is_there_is_on_the_disk()
    {
        for (var seed = 1UL; seed < 300; seed++)
        {
            var file = Flushed(3 * Page, 1);
            file.SetLength(700);
            file.Write(600, Filled(2000, 2));
            var draw = seed;
            file.Crash(FaultClass.TornWrites, page => draw * 0x9E3779B97F4A7C15 * (ulong)(page + 3) >> 7);
            var before = file.Read();
            file.Crash(FaultClass.TornWrites, _ => 0);
            Assert.That(file.Read(), Is.EqualTo(before));
        }
    }

    private static DiskFile Flushed(int length, byte value)
    {
        var file = new DiskFile();
        file.Write(0, Filled(length, value));
        file.EndFlush(file.BeginFlush());
        return file;
    }

    private static byte[] Filled(int length, byte value)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    private static List<byte> Pages(DiskFile file) => [.. file.Read().Chunk(Page).Select(page => page.Distinct().Single())];
}
