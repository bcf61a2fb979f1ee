namespace Katas.Specs.Patterns;

/// <summary>A caller on a real thread of its own, who comes while the first one is in the middle of its call.</summary>
/// <remarks>
/// When it waits cannot be known for sure, only that it looks so. So the verdict never depends on it: a caller who is let in
/// although it should wait is noticed by what it does then, and one who spins is given time to be let in.
/// </remarks>
internal sealed class SecondCaller<T>
{
    private const int LooksWaiting = 1_000;
    private const int LooksInAll = 200_000;

    private readonly TaskCompletionSource<T> _answer = new();
    private readonly Thread _thread;
    private int _came;

    public SecondCaller(Func<T> call) => _thread = new Thread(() =>
    {
        try
        {
            _answer.SetResult(call());
        }
        catch (Exception thrown)
        {
            _answer.SetException(thrown);
        }
    })
    {
        IsBackground = true,
    };

    /// <summary>The first time, lets the caller come, and returns when it seems to wait or has its answer.</summary>
    public void ComeAndWait()
    {
        if (Interlocked.Exchange(ref _came, 1) == 1) return;
        _thread.Start();
        var waiting = 0;
        for (var looks = 0; looks < LooksInAll && waiting < LooksWaiting && !_answer.Task.IsCompleted; looks++)
        {
            waiting = _thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) ? waiting + 1 : 0;
            Thread.Yield();
        }
    }

    /// <summary>What the caller got, or what it threw.</summary>
    public T Answer() => _answer.Task.GetAwaiter().GetResult();
}
