using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Katas.Engine.Linearizability;

/// <summary>Runs a function that can be ended from outside although the code in it may not look at any token.</summary>
internal static class Abortable
{
    /// <summary>Runs <paramref name="body"/> on a thread of its own.</summary>
    /// <param name="body">What to run; what it throws is thrown here.</param>
    /// <param name="aborted">What to answer when it was ended.</param>
    /// <param name="cancel">Ends it.</param>
    public static T Run<T>(Func<T> body, Func<T> aborted, CancellationToken cancel)
    {
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
                    cancel);
#pragma warning restore SYSLIB0046
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
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
