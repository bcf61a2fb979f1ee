using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Katas.Engine.Linearizability;

/// <summary>Runs a function that can be ended from outside although the code in it may not look at any token.</summary>
internal static class Abortable
{
    /// <summary>How long the body may take to notice the token itself, before it is ended by force.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    /// <summary>Runs <paramref name="body"/> on a thread of its own.</summary>
    /// <param name="body">What to run; what it throws is thrown here.</param>
    /// <param name="aborted">What to answer when it was ended by force.</param>
    /// <param name="cancel">Asks for the end; the body may look at it too, and then gives its own answer.</param>
    public static T Run<T>(Func<T> body, Func<T> aborted, CancellationToken cancel)
    {
        using var force = new CancellationTokenSource();
        using var asked = cancel.Register(() => force.CancelAfter(Grace));
        var result = default(T);
        var finished = false;
        ExceptionDispatchInfo? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                // An author's model may be in an endless loop. The runtime calls this obsolete because aborted code may leave
                // shared state half done; a model is a pure function, and everything else in there is thrown away.
#pragma warning disable SYSLIB0046
                ControlledExecution.Run(
                    () =>
                    {
                        result = body();
                        finished = true;
                    },
                    force.Token);
#pragma warning restore SYSLIB0046
            }
            catch (OperationCanceledException) when (force.IsCancellationRequested)
            {
                // The answer is `aborted`.
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true, Name = "linearizability check" };
        thread.Start();
        thread.Join();
        thrown?.Throw();
        return finished ? result! : aborted();
    }
}
