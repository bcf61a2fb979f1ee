using System.Text.Json;

namespace Katas.Cli.Records;

/// <summary>Keeps <c>.kata/progress.json</c>: whole at every moment, and never lost without a word.</summary>
/// <param name="root">The clone's root folder.</param>
/// <param name="warn">Is told when a file had to be put aside.</param>
/// <param name="create">Opens a file for writing; a test lets it fail.</param>
internal sealed class RecordStore(string root, Action<string> warn, Func<string, Stream>? create = null)
{
    private readonly Func<string, Stream> _create = create ?? (path => new FileStream(path, FileMode.Create));
    private readonly string _file = Path.Combine(root, ".kata", "progress.json");

    /// <summary>The folder of everything that belongs to one learner only; git does not see it.</summary>
    public string Folder { get; } = Path.Combine(root, ".kata");


    /// <summary>Reads; an unreadable file is put aside, and the record begins anew.</summary>
    /// <exception cref="RecordsException">The file cannot be read, and cannot be put aside either.</exception>
    public LearnerRecord Read()
    {
        try
        {
            if (!File.Exists(_file)) return new LearnerRecord();
            var record = JsonSerializer.Deserialize(
                File.ReadAllBytes(_file), LearnerRecordJson.Default.LearnerRecord);
            if (record is null) return PutAside("it is empty");
            return record.Version <= LearnerRecord.CurrentVersion ? record : PutAside(
                $"it is of version {record.Version}, and this program knows {LearnerRecord.CurrentVersion}; " +
                "a newer one wrote it");
        }
        catch (JsonException e)
        {
            return PutAside(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordsException($"Your progress, {Name(_file)}, cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads, changes and writes, while no other process does the same.</summary>
    /// <exception cref="RecordsException">It was not written; the file is as it was.</exception>
    public LearnerRecord Update(Func<LearnerRecord, LearnerRecord> change)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            using var alone = FolderLock.Take(Folder);
            var before = Read();
            var after = change(before);
            if (after != before) Write(after);
            return after;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordsException(
                $"Your progress could not be written to {Name(_file)}: {e.Message} " +
                "Nothing in it was changed, and grading is not affected.", e);
        }
    }

    /// <summary>A reader sees the old file or the new one: the rename is the one step between them.</summary>
    private void Write(LearnerRecord record)
    {
        var unfinished = _file + ".tmp";
        try
        {
            using (var stream = _create(unfinished))
            {
                JsonSerializer.Serialize(stream, record, LearnerRecordJson.Default.LearnerRecord);
                if (stream is FileStream file) file.Flush(flushToDisk: true);
                else stream.Flush();
            }

            File.Move(unfinished, _file, overwrite: true);
        }
        catch (IOException)
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private LearnerRecord PutAside(string why)
    {
        var aside = _file + ".bad";
        for (var i = 2; File.Exists(aside); i++) aside = $"{_file}.bad{i}";
        try
        {
            File.Move(_file, aside);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecordsException(
                $"Your progress, {Name(_file)}, cannot be read ({why}), nor put aside: {e.Message}", e);
        }

        warn($"Your progress, {Name(_file)}, could not be read: {why}. " +
            $"It is kept as {Name(aside)}, and a new one begins.");
        return new LearnerRecord();
    }

    private string Name(string path) => Path.GetRelativePath(root, path);
}
