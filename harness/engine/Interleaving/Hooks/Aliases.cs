using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>Wait handles that are another object's view: whoever sets the event lets go whoever waits for its handle.</summary>
internal static class Aliases
{
    private static readonly ConditionalWeakTable<object, object> Behind = [];

    public static T Add<T>(T handle, object owner)
        where T : WaitHandle
    {
        Behind.AddOrUpdate(handle, owner);
        return handle;
    }

    /// <summary>The object behind a handle, or the object itself.</summary>
    public static object Of(object target) =>
        target is WaitHandle && Behind.TryGetValue(target, out var owner) ? owner : target;
}
