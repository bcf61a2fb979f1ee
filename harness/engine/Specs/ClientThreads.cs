using System.Runtime.ExceptionServices;

namespace Katas.Engine.Specs;

/// <summary>Runs clients on threads of their own that begin together.</summary>
internal static class ClientThreads
{
    /// <summary>Returns when all have ended; the first exception of a script is thrown on.</summary>
    public static void Run<T>(IReadOnlyList<Client<T>> clients, Action<Client<T>> script) where T : class
    {
        var missing = clients.Count;
        ExceptionDispatchInfo? failure = null;
        var threads = clients.Select(client => new Thread(() =>
        {
            // Spinning, not waiting: a thread that has to be woken comes when the others are done.
            Interlocked.Decrement(ref missing);
            while (Volatile.Read(ref missing) > 0) Thread.Yield();
            try
            {
                script(client);
            }
            catch (Exception thrown)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(thrown), null);
            }
        })
        {
            IsBackground = true, // a call that never returns is found to hang, and must not keep the process
            Name = $"client {client.Number}",
        }).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        failure?.Throw();
    }
}
