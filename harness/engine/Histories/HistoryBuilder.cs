namespace Katas.Engine.Histories;

/// <summary>Builds a history from calls and returns in any order of clients, and refuses what cannot have happened.</summary>
/// <remarks>Not safe for use by several threads: that is what <c>HistoryRecorder</c> is for.</remarks>
/// <param name="unit">What the times count.</param>
public sealed class HistoryBuilder(TimeUnit unit = TimeUnit.Position)
{
    private readonly List<Operation> _operations = [];
    private readonly List<Annotation> _annotations = [];
    private readonly Dictionary<int, Operation> _open = [];
    private readonly HashSet<int> _dropped = [];
    private readonly Dictionary<int, long> _latest = [];
    private long _position;

    /// <summary>The next position, for events that have no time of their own.</summary>
    public long NextPosition() => _position++;

    /// <summary>A client calls.</summary>
    /// <param name="client">Who calls.</param>
    /// <param name="input">What it asks.</param>
    /// <param name="at">When; <see langword="null"/>: after everything so far.</param>
    /// <param name="line">The line of the file, for messages; 0: none.</param>
    /// <exception cref="HistoryException">The client has a call open, or its clock runs backwards.</exception>
    public void Invoke(int client, object input, long? at = null, int line = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        var time = at ?? NextPosition();
        if (_open.TryGetValue(client, out var open))
        {
            throw new HistoryException(
                $"{At(line)}Client {client} calls {input} while its {open.Input}{Called(open)} is still open. A client has " +
                "one operation at a time: give each thread a client number of its own.");
        }

        if (_latest.TryGetValue(client, out var latest) && time < latest)
        {
            throw new HistoryException(
                $"{At(line)}Client {client} calls {input} at {time}, before its event at {latest}. Clocks must not run " +
                "backwards: record with one monotonic clock.");
        }

        _latest[client] = time;
        var call = new Operation(_operations.Count, client, input, null, Ending.Open, time, long.MaxValue) { Line = line };
        _open.Add(client, call);
        _operations.Add(call);
    }

    /// <summary>What the client's open call asks; <see langword="null"/>: it has none open.</summary>
    internal object? OpenInput(int client) => _open.TryGetValue(client, out var open) ? open.Input : null;

    /// <summary>The client's open call returns a result.</summary>
    /// <exception cref="HistoryException">It has no open call, or the return is before the call.</exception>
    public void Return(int client, object? output, long? at = null, int line = 0) =>
        Close(client, output, Ending.Returned, at, line);

    /// <summary>The client's open call has returned, and nobody knows with what; it took effect.</summary>
    /// <exception cref="HistoryException">It has no open call, or the return is before the call.</exception>
    public void ReturnUnknown(int client, long? at = null, int line = 0) =>
        Close(client, null, Ending.ResultUnknown, at, line);

    /// <summary>The client's open call certainly did nothing, and is left out of the history.</summary>
    /// <exception cref="HistoryException">It has no open call.</exception>
    public void Fail(int client, int line = 0) => _dropped.Add(Take(client, "fail", line).Index);

    /// <summary>Nobody will ever know whether the client's open call took effect; the client may go on.</summary>
    /// <exception cref="HistoryException">It has no open call.</exception>
    public void LeaveOpen(int client, int line = 0) => Take(client, "leave open", line);

    /// <summary>Adds a fault or another note.</summary>
    public void Annotate(Annotation annotation) => _annotations.Add(annotation);

    /// <summary>The history so far; calls without a return are open.</summary>
    public History Build()
    {
        var kept = _operations.Where(operation => !_dropped.Contains(operation.Index)).OrderBy(operation => operation.Invoked);
        var numbered = kept.Select((operation, i) => operation.Index == i ? operation : operation with { Index = i });
        return new History([.. numbered], [.. _annotations], unit);
    }

    private void Close(int client, object? output, Ending ending, long? at, int line)
    {
        var call = Take(client, "return from", line);
        var time = at ?? NextPosition();
        if (time < call.Invoked)
        {
            throw new HistoryException(
                $"{At(line)}Client {client} returns from {call.Input}{Called(call)} at {time}, before the call at " +
                $"{call.Invoked}. Clocks must not run backwards: record with one monotonic clock.");
        }

        _latest[client] = time;
        _operations[call.Index] = call with { Output = output, Ending = ending, Returned = time };
    }

    private Operation Take(int client, string what, int line) => _open.Remove(client, out var call)
        ? call
        : throw new HistoryException(
            $"{At(line)}Client {client} has no open call to {what}. Each return needs the call that it belongs to before it.");

    private static string At(int line) => line == 0 ? "" : $"Line {line}: ";

    private static string Called(Operation open) => open.Line == 0 ? "" : $" (called on line {open.Line})";
}
