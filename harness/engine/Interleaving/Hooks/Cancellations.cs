using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>What the explorer knows of the sources of cancellation that it has met.</summary>
internal static class Cancellations
{
    private static readonly ConditionalWeakTable<CancellationTokenSource, Facts> Known = [];

    public static Facts Of(CancellationTokenSource source) => Known.GetOrCreateValue(source);

    /// <summary>The token's source; null for a token that is never cancelled.</summary>
    public static CancellationTokenSource? SourceOf(CancellationToken token) => Source(ref token);

    /// <summary>The place of the token's source, if it has one: none or one.</summary>
    public static IEnumerable<Location> PlacesOf(CancellationToken token) =>
        SourceOf(token) is { } source ? [Taking.Place(source)] : [];

    /// <summary>The sources that are cancelled with this one, at once.</summary>
    public static IEnumerable<CancellationTokenSource> LinkedTo(CancellationTokenSource source) =>
        Known.TryGetValue(source, out var facts) ? facts.Linked.SelectMany(l => LinkedTo(l).Prepend(l)) : [];

    /// <summary>Cancels the source without its callbacks; false when it was cancelled before.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "TransitionToCancellationRequested")]
    public static extern bool Begin(CancellationTokenSource source);

    /// <summary>Runs the callbacks of a source that was just cancelled.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ExecuteCallbackHandlers")]
    public static extern void RunCallbacks(CancellationTokenSource source, bool throwOnFirstException);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_source")]
    private static extern ref CancellationTokenSource? Source(ref CancellationToken token);

    /// <summary>A callback, and who runs it now.</summary>
    internal sealed class Callback
    {
        public LogicalThread? Runner { get; set; }

        /// <summary>Whoever waits for it goes on inline: a thread of the pool is in no schedule.</summary>
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.None);
    }

    internal sealed class Facts
    {
        public List<CancellationTokenSource> Linked { get; } = [];

        /// <summary>The callbacks that were registered through hooks, whoever disposes a registration waits for them.</summary>
        public Dictionary<CancellationTokenRegistration, Callback> Callbacks { get; } = [];

        /// <summary>Cancels it in virtual time.</summary>
        public ITimer? Timer { get; set; }

        /// <summary>Whether the timer has fired, though it may not have cancelled yet.</summary>
        public bool HasExpired { get; set; }
    }
}
