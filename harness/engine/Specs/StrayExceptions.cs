using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Katas.Engine.Specs;

/// <summary>Catches what a subject throws on threads that nobody awaits; the runtime would end the process.</summary>
internal static class StrayExceptions
{
    private static readonly ConcurrentQueue<Exception> Caught = new();
    private static int _installed;

    /// <summary>Raised for each one, on the thread that threw.</summary>
    public static event Action<Exception>? Thrown;

    /// <summary>Takes the process's handler for unhandled exceptions. Idempotent.</summary>
    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) != 0) return;
        ExceptionHandling.SetUnhandledExceptionHandler(exception =>
        {
            Caught.Enqueue(exception);
            Thrown?.Invoke(exception);
            return true; // handled: the thread ends, the process goes on
        });
    }

    /// <summary>Those caught since the last call, oldest first.</summary>
    public static IReadOnlyList<Exception> Take()
    {
        List<Exception> taken = [];
        while (Caught.TryDequeue(out var exception)) taken.Add(exception);
        return taken;
    }
}
