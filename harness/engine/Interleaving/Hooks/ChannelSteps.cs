using System.Collections.Concurrent;
using System.Reflection;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>What a channel's members do to the schedule: each is a step at the channel, that of both of its ends.</summary>
/// <remarks>
/// A read or write that has to wait is asked whether it has completed, and never given a continuation: so the framework has
/// nothing to send to its thread pool.
/// </remarks>
internal static class ChannelSteps
{
    private static readonly ConcurrentDictionary<Type, FieldInfo?> Parents = new();

    public static void Arrive(object end, int site, string verb, CancellationToken cancellation = default)
    {
        if (LogicalThread.Current is not { } thread || !IsOfFramework(end))
            return;
        thread.Change(PlaceOf(end), thread.Run.Sites[site], verb);
        thread.LookAtCancellation(cancellation);
    }

    public static void Look(object end, int site, string verb)
    {
        if (LogicalThread.Current is { } thread && IsOfFramework(end))
            thread.Look(PlaceOf(end), site, verb);
    }

    /// <summary>The call has returned; others who waited may go on.</summary>
    public static void Done(object end, object? underWay = null)
    {
        if (LogicalThread.Current is not { } thread || !IsOfFramework(end))
            return;
        if (underWay is not null)
            thread.Run.SetPlace(underWay, PlaceOf(end));
        thread.Run.Notice(thread);
    }

    /// <summary>A subject's own channel tells of itself.</summary>
    public static bool IsOfFramework(object end) => AwaiterFields.IsOfFramework(end);

    private static Location PlaceOf(object end)
    {
        var parent = Parents.GetOrAdd(
            end.GetType(), type => type.GetField("_parent", BindingFlags.Instance | BindingFlags.NonPublic));
        return Taking.Place(parent?.GetValue(end) ?? end);
    }
}
