namespace Katas.Engine.Histories;

/// <summary>One client of a recorded object: calls, and then says what came of it.</summary>
/// <remarks>
/// One operation at a time, by one thread at a time; tasks that hand it from thread to thread by awaiting are fine. Call
/// <see cref="Invoke"/> just before the operation and <see cref="Return"/> just after it, or let a <c>Run</c> method do so.
/// </remarks>
public sealed class HistoryClient
{
    private readonly HistoryRecorder _recorder;
    private readonly RecordedCalls _calls = new();

    internal HistoryClient(HistoryRecorder recorder, int id) => (_recorder, Id) = (recorder, id);

    /// <summary>Its number.</summary>
    public int Id { get; }

    /// <summary>Notes a call, just before it is made.</summary>
    /// <param name="input">What is asked; for the models of the library a <c>Call</c>.</param>
    /// <exception cref="HistoryException">The client has a call open.</exception>
    public void Invoke(object input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_calls.HasOpen)
        {
            throw new HistoryException(
                $"Client {Id} calls {input} while its {_calls.OpenInput} is still open. A client has one operation at a " +
                "time: give each thread a client number of its own.");
        }

        _calls.Open(input, _recorder.Stamp());
    }

    /// <summary>The open call returned.</summary>
    /// <param name="output">Its result; <see langword="null"/> where there is none.</param>
    /// <exception cref="HistoryException">The client has no call open.</exception>
    public void Return(object? output)
    {
        RequireOpen("return from");
        _calls.Close(output, Outcome.Returned, _recorder.Stamp());
    }

    /// <summary>The open call returned, and nobody knows with what; it took effect.</summary>
    /// <exception cref="HistoryException">The client has no call open.</exception>
    public void ReturnUnknown()
    {
        RequireOpen("return from");
        _calls.Close(null, Outcome.ResultUnknown, _recorder.Stamp());
    }

    /// <summary>The open call certainly did nothing, and is left out of the history.</summary>
    /// <exception cref="HistoryException">The client has no call open.</exception>
    public void Fail()
    {
        RequireOpen("fail");
        _calls.Close(null, Outcome.DidNothing, _recorder.Stamp());
    }

    /// <summary>Nobody will ever know whether the open call took effect; the client may go on.</summary>
    /// <exception cref="HistoryException">The client has no call open.</exception>
    public void LeaveOpen()
    {
        RequireOpen("leave open");
        _calls.LeaveOpen();
    }

    /// <summary>Notes a call, makes it, and notes its result.</summary>
    /// <remarks>
    /// If the body throws, the operation stays open, because an exception does not say whether the call took effect: a
    /// time-out may come after the server did the work. <see cref="HistoryRecorder.DidNothing"/> names the exceptions that
    /// do say it. The exception goes on to the caller either way.
    /// </remarks>
    public T Run<T>(object input, Func<T> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Invoke(input);
        T result;
        try
        {
            result = body();
        }
        catch (Exception e)
        {
            GiveUp(e);
            throw;
        }

        Return(result);
        return result;
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(object input, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Run<object?>(input, () =>
        {
            body();
            return null;
        });
    }

    /// <inheritdoc cref="Run{T}"/>
    public async Task<T> RunAsync<T>(object input, Func<Task<T>> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Invoke(input);
        T result;
        try
        {
            // Within the caller's context: in a simulation the return must be one of its steps, not one of the pool's.
            result = await body().ConfigureAwait(true);
        }
        catch (Exception e)
        {
            GiveUp(e);
            throw;
        }

        Return(result);
        return result;
    }

    /// <inheritdoc cref="Run{T}"/>
    public async Task RunAsync(object input, Func<Task> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        await RunAsync<object?>(input, async () =>
        {
            await body().ConfigureAwait(true);
            return null;
        }).ConfigureAwait(true);
    }

    /// <summary>Adds what happened up to a place in the order of all events.</summary>
    internal void Collect(List<Operation> operations, long cut) => _calls.Collect(operations, Id, cut);

    private void GiveUp(Exception e)
    {
        if (_recorder.DidNothing(e)) Fail();
        else LeaveOpen();
    }

    private void RequireOpen(string what)
    {
        if (_calls.HasOpen) return;
        throw new HistoryException(
            $"Client {Id} has no open call to {what}. Each return needs the call that it belongs to before it.");
    }
}
