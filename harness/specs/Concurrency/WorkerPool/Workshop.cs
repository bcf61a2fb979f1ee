using Katas.Engine.Time;

namespace Katas.Specs.Concurrency;

/// <summary>The jobs of one test: each has a number, and tells when it begins and ends.</summary>
/// <remarks>The jobs of a workshop may run on any threads, and on those of an exploration.</remarks>
internal sealed class Workshop
{
    private readonly Lock _gate = new();
    private readonly List<int> _started = [];
    private readonly List<int> _ended = [];
    private readonly Dictionary<int, TaskCompletionSource> _doors = [];
    private int _most;

    /// <summary>The jobs in the order in which they began.</summary>
    public int[] Started
    {
        get { lock (_gate) return [.. _started]; }
    }

    /// <summary>The jobs whose code has ended, in the order in which it did.</summary>
    public int[] Ended
    {
        get { lock (_gate) return [.. _ended]; }
    }

    /// <summary>How many jobs run now.</summary>
    public int Running
    {
        get { lock (_gate) return _started.Count - _ended.Count; }
    }

    /// <summary>The most jobs that ever ran at the same time.</summary>
    public int Most
    {
        get { lock (_gate) return _most; }
    }

    /// <summary>A job that runs until its door is opened, and gives its number times ten.</summary>
    public Func<CancellationToken, Task<int>> Gated(int number) => async _ =>
    {
        Begin(number);
        await Door(number).Task;
        return End(number);
    };

    /// <summary>A job that runs until its door is opened, or its token is cancelled.</summary>
    public Func<CancellationToken, Task<int>> Obedient(int number) => async token =>
    {
        Begin(number);
        try
        {
            await Door(number).Task.WaitAsync(token);
        }
        finally
        {
            End(number);
        }

        return number * 10;
    };

    /// <summary>A job that ends where it begins.</summary>
    public Func<CancellationToken, Task<int>> Quick(int number) => _ =>
    {
        Begin(number);
        return Task.FromResult(End(number));
    };

    /// <summary>A job that lets others run in its middle.</summary>
    public Func<CancellationToken, Task<int>> Yielding(int number) => async _ =>
    {
        Begin(number);
        await Task.Yield();
        return End(number);
    };

    /// <summary>A job that takes some time.</summary>
    public Func<CancellationToken, Task<int>> Lasting(int number, TimeSpan time, VirtualTime clock) => async token =>
    {
        var delay = Task.Delay(time, clock, token); // before the job is seen to begin: then its timer is set
        Begin(number);
        await delay;
        return End(number);
    };

    /// <summary>A job that runs until its door is opened, and then fails.</summary>
    public Func<CancellationToken, Task<int>> Failing(int number, Exception failure) => async _ =>
    {
        Begin(number);
        await Door(number).Task;
        End(number);
        throw failure;
    };

    /// <summary>Lets jobs end, those that have not begun too.</summary>
    public void Open(params ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers) Door(number).TrySetResult();
    }

    public void Begin(int number)
    {
        lock (_gate)
        {
            _started.Add(number);
            _most = Math.Max(_most, _started.Count - _ended.Count);
        }
    }

    public int End(int number)
    {
        lock (_gate) _ended.Add(number);
        return number * 10;
    }

    private TaskCompletionSource Door(int number)
    {
        lock (_gate)
        {
            if (!_doors.TryGetValue(number, out var door))
                _doors.Add(number, door = new(TaskCreationOptions.RunContinuationsAsynchronously));
            return door;
        }
    }
}
