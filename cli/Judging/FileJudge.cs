using System.Globalization;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Cli.Judging;

/// <summary>Reads files and judges them; what goes wrong with one of them is its verdict.</summary>
/// <param name="request">How.</param>
/// <param name="folder">From where paths count.</param>
/// <param name="time">The clock.</param>
internal sealed class FileJudge(JudgeRequest request, string folder, TimeProvider time)
{
    private const int MostKeys = 10;

    /// <summary>Judges one file.</summary>
    public FileVerdict Judge(string file, CancellationToken cancellation)
    {
        var verdict = new FileVerdict(file);
        try
        {
            var history = Part(Read(Path.Combine(folder, file)));
            verdict = verdict with { History = history };
            using var limit = Limit();
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            var began = time.GetTimestamp();
            var options = new CheckOptions { MaxSteps = request.MaxSteps };
            var result = LinearizabilityChecker.Check(history, request.Model, options, either.Token);
            return verdict with { Result = result, Elapsed = time.GetElapsedTime(began) };
        }
        catch (Exception e) when (e is HistoryException or ModelException or RequestException or IOException
            or UnauthorizedAccessException)
        {
            return verdict with { Error = e.Message };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The other files are still judged.
            return verdict with { Error = $"The command itself failed; this is not about the history. {e}" };
        }
    }

    private CancellationTokenSource Limit() =>
        request.Timeout is { } timeout ? new CancellationTokenSource(timeout, time) : new CancellationTokenSource();

    private History Read(string path)
    {
        if (Directory.Exists(path)) throw new RequestException("This is a folder. Name the files in it.");
        try
        {
            return HistoryFile.Read(path, request.Format);
        }
        catch (HistoryException e) when (request.Format is not null && HistoryFile.Guess(path) is { } seems
            && seems != request.Format)
        {
            throw new RequestException($"{e.Message} The file looks like --format {Name(seems)}.");
        }
    }

    private History Part(History history)
    {
        if (request.Key is null) return history;
        var part = history.Where(operation => Key(operation) == request.Key);
        if (part.Operations.Count > 0) return part;
        var keys = history.Operations.Select(Key).Where(key => key is not null).Distinct().ToList();
        throw new RequestException(
            $"No operation is about the key {request.Key}. " +
            (keys.Count == 0
                ? "No operation has a key at all."
                : $"Keys: {string.Join(", ", keys.Take(MostKeys))}{(keys.Count > MostKeys ? ", …" : "")}."));
    }

    private static string? Key(Operation operation) =>
        operation.Input is Call { Key: { } key } ? Convert.ToString(key, CultureInfo.InvariantCulture) : null;

    private static string Name(HistoryFormat format) => $"{format}".ToLowerInvariant();
}
