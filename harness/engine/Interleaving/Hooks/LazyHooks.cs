using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="Lazy{T}"/>: its factory runs as one step.</summary>
/// <remarks>
/// In the default mode the factory runs under a lock inside the framework. A thread that were interrupted there would
/// leave the next one really blocked. The two other modes are not told apart.
/// </remarks>
internal static class LazyHooks
{
    [Replaces(typeof(Lazy<>), "get_Value")]
    public static T Value<T>(Lazy<T> lazy, int site)
    {
        if (LogicalThread.Current is not { } thread)
            return lazy.Value;
        thread.Released(thread.ArriveToChange(Taking.Place(lazy), site), "Lazy.Value");
        thread.AtomicDepth++;
        try
        {
            return lazy.Value;
        }
        finally
        {
            thread.AtomicDepth--;
        }
    }
}
