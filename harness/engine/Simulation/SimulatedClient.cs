using Katas.Engine.Histories;
using Katas.Simulation;

namespace Katas.Engine.Simulation;

/// <summary>A client or worker of a running cluster: what its script sees, and the recorder of its calls.</summary>
/// <remarks>
/// One call at a time. A script that has to do two things at once is two clients.
/// </remarks>
public sealed class SimulatedClient
{
    private readonly HistoryClient _history;

    internal SimulatedClient(INodeContext node, HistoryClient history) => (Node, _history) = (node, history);

    /// <summary>The machine that the script runs on.</summary>
    public INodeContext Node { get; }

    /// <summary>Its name.</summary>
    public NodeId Id => Node.Id;

    /// <summary>The way to the machines.</summary>
    public INetwork Network => Node.Network;

    /// <summary>Its clock.</summary>
    public TimeProvider Time => Node.Time;

    /// <summary>The source of all its choices.</summary>
    public Random Random => Node.Random;

    /// <summary>Its number in the history: another one after each crash, because a call may have been left open.</summary>
    public int Number => _history.Id;

    /// <summary>Lets time pass, on the client's clock.</summary>
    public Task Delay(TimeSpan time) => Task.Delay(time, Time);

    /// <summary>As <see cref="INodeContext.Observe"/>.</summary>
    public void Observe<T>(string name, T value) => Node.Observe(name, value);

    /// <summary>Makes a call, and records it with its answer.</summary>
    /// <param name="input">The call as the model takes it.</param>
    /// <param name="call">The call itself.</param>
    /// <param name="answer">The result in the form in which the model gives it; <see langword="null"/>: as it is.</param>
    /// <remarks>If the call throws, it stays open in the history, and the exception goes on to the script.</remarks>
    public async Task<T> CallAsync<T>(object input, Func<Task<T>> call, Func<T, object?>? answer = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        _history.Invoke(input);
        Called?.Invoke(input);
        T result;
        try
        {
            result = await call();
        }
        catch
        {
            _history.LeaveOpen();
            throw;
        }

        var output = answer is null ? result : answer(result);
        _history.Return(output);
        Returned?.Invoke(output);
        return result;
    }

    internal Action<object>? Called { get; init; }

    internal Action<object?>? Returned { get; init; }
}
