using Katas.Cli.Records;
using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Records;

/// <summary>Progress is whole at every moment, and never lost without a word.</summary>
public sealed class RecordStoreTests
{
    private readonly List<string> _warnings = [];
    private TempClone _clone = null!;

    [SetUp]
    public void Clone()
    {
        _clone = new TempClone();
        _warnings.Clear();
    }

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public void What_was_written_is_read()
    {
        Store().Update(record => record with { Last = "welcome" });
        Assert.That(Store().Read().Last, Is.EqualTo("welcome"));
    }

    [Test]
    public void A_file_that_is_not_json_is_kept_beside()
    {
        _clone.Write(".kata/progress.json", "{ half");
        Assert.Multiple(() =>
        {
            Assert.That(Store().Read().Last, Is.Null);
            Assert.That(File.ReadAllText(_clone.ProgressFile + ".bad"), Is.EqualTo("{ half"));
            Assert.That(_warnings.Single(), Does.Contain("kept as .kata/progress.json.bad"));
        });
    }

    [Test]
    public void A_second_bad_file_does_not_overwrite_the_first()
    {
        _clone.Write(".kata/progress.json.bad", "the first");
        _clone.Write(".kata/progress.json", "the second");
        Store().Read();
        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(_clone.ProgressFile + ".bad"), Is.EqualTo("the first"));
            Assert.That(File.ReadAllText(_clone.ProgressFile + ".bad2"), Is.EqualTo("the second"));
        });
    }

    [Test]
    public void A_file_of_a_newer_version_is_kept_beside()
    {
        _clone.Write(".kata/progress.json", """{"version": 7}""");
        Store().Read();
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(_clone.ProgressFile + ".bad"));
            Assert.That(_warnings.Single(), Does.Contain("version 7").And.Contain("a newer one wrote it"));
        });
    }

    [Test]
    public void A_full_disk_leaves_the_old_file_as_it_was()
    {
        Store().Update(record => record with { Last = "welcome" });
        var before = File.ReadAllText(_clone.ProgressFile);
        var full = new RecordStore(_clone.Root, _warnings.Add, path => new FullDisk(path));
        var thrown = Assert.Throws<RecordsException>(() => full.Update(record => record with { Last = "adapter" }));
        Assert.Multiple(() =>
        {
            Assert.That(thrown!.Message, Does.Contain(".kata/progress.json").And.Contain("No space left")
                .And.Contain("Nothing in it was changed, and grading is not affected."));
            Assert.That(File.ReadAllText(_clone.ProgressFile), Is.EqualTo(before));
            Assert.That(File.Exists(_clone.ProgressFile + ".tmp"), Is.False);
        });
    }

    [Test]
    public void No_update_of_many_at_once_is_lost()
    {
        Parallel.For(0, 40, i => Store().Update(record => record.With($"kata-{i}", new KataRecord { Reviews = i })));
        Assert.That(Store().Read().Katas, Has.Count.EqualTo(40));
    }

    private RecordStore Store() => new(_clone.Root, _warnings.Add);

    /// <summary>Takes a few bytes, and then is full.</summary>
    private sealed class FullDisk(string path) : MemoryStream
    {
        public override void Flush()
        {
            File.WriteAllText(path, "{ ha");
            throw new IOException("No space left on device");
        }
    }
}
