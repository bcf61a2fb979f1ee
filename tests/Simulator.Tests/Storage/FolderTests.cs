using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Storage;

namespace Katas.Simulation.Tests.Storage;

/// <summary>The names of files through crashes, with fates that the test decides.</summary>
public sealed class FolderTests
{
    private const ulong Dropped = 3;

    [Test]
    public void A_crash_keeps_the_first_few_changes_and_undoes_the_others()
    {
        for (var kept = 0UL; kept <= 3; kept++)
        {
            var disk = new Disk();
            foreach (var name in new[] { "a", "b", "c" }) disk.FindOrCreate(name);
            var lost = disk.Crash(FaultClass.LostWrites, Keeping(kept));
            Assert.That(disk.Names, Is.EqualTo(new[] { "a", "b", "c" }.Take((int)kept)));
            Assert.That(
                lost.Select(step => step.ToString()),
                Is.EqualTo(new[] { "undid: create a", "undid: create b", "undid: create c" }.Skip((int)kept)));
        }
    }

    [Test]
    public void What_was_flushed_into_a_file_whose_name_was_not_is_gone()
    {
        var disk = new Disk();
        Fill(disk, "log", 1);
        disk.Crash(FaultClass.LostWrites, Keeping(0));
        Assert.That(disk.Find("log"), Is.Null);
    }

    [Test]
    public void An_undone_rename_restores_both_names()
    {
        var disk = new Disk();
        Fill(disk, "a", 1);
        Fill(disk, "b", 2);
        disk.EndFlush(disk.LastChange);
        disk.Rename(disk.Find("a")!, "a", "b");
        Assert.That(disk.Names, Is.EqualTo(["b"]));
        disk.Crash(FaultClass.LostWrites, Keeping(0));
        Assert.That(disk.Find("a")!.Read(), Is.EqualTo([1]));
        Assert.That(disk.Find("b")!.Read(), Is.EqualTo([2]));
    }

    [Test]
    public void A_rename_that_was_kept_shows_pages_that_were_not_flushed_as_lost()
    {
        var disk = new Disk();
        Fill(disk, "state", 1);
        disk.EndFlush(disk.LastChange);
        disk.FindOrCreate("state.new").Write(0, [2]);
        disk.Rename(disk.Find("state.new")!, "state.new", "state");
        disk.Crash(FaultClass.LostWrites, Keeping(2));
        Assert.That(disk.Names, Is.EqualTo(["state"]));
        Assert.That(disk.Find("state")!.Read(), Is.Empty);
    }

    [Test]
    public void A_flush_of_the_folder_covers_what_was_changed_before_its_call()
    {
        var disk = new Disk();
        disk.FindOrCreate("a");
        var last = disk.LastChange;
        disk.FindOrCreate("b");
        disk.EndFlush(last);
        disk.Crash(FaultClass.LostWrites, Keeping(0));
        Assert.That(disk.Names, Is.EqualTo(["a"]));
    }

    [Test]
    public void Flushes_of_the_folder_at_a_time_do_not_count_twice()
    {
        var disk = new Disk();
        disk.FindOrCreate("a");
        var first = disk.LastChange;
        var second = disk.LastChange;
        disk.FindOrCreate("b");
        disk.EndFlush(first);
        disk.EndFlush(second);
        disk.Crash(FaultClass.LostWrites, Keeping(0));
        Assert.That(disk.Names, Is.EqualTo(["a"]));
    }

    [Test]
    public void A_delete_can_be_undone_and_brings_the_content_back()
    {
        var disk = new Disk();
        Fill(disk, "a", 1);
        disk.EndFlush(disk.LastChange);
        disk.Delete("a");
        Assert.That(disk.Find("a"), Is.Null);
        disk.Crash(FaultClass.LostWrites, Keeping(0));
        Assert.That(disk.Find("a")!.Read(), Is.EqualTo([1]));
    }

    [Test]
    public void When_only_the_program_crashes_all_that_it_wrote_is_there_and_still_pending()
    {
        var disk = new Disk();
        disk.FindOrCreate("a").Write(0, [1]);
        Assert.That(disk.Crash(FaultClass.Crash, Keeping(0)), Is.Empty);
        Assert.That(disk.Find("a")!.Read(), Is.EqualTo([1]));
        disk.Crash(FaultClass.LostWrites, Keeping(0));
        Assert.That(disk.Names, Is.Empty);
    }

    private static void Fill(Disk disk, string name, byte value)
    {
        var file = disk.FindOrCreate(name);
        file.Write(0, [value]);
        file.EndFlush(file.BeginFlush());
    }

    private static Func<string, int, ulong> Keeping(ulong changes) => (name, _) => name.Length == 0 ? changes : Dropped;
}
