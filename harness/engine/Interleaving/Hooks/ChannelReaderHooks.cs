using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>
/// The reading end of a channel. The channel is the framework's own; only what would wait is told to the schedule.
/// </summary>
internal static class ChannelReaderHooks
{
    [Replaces(typeof(ChannelReader<>), "TryRead")]
    public static bool TryRead<T>(ChannelReader<T> reader, out T? item, int site)
    {
        ChannelSteps.Arrive(reader, site, "TryRead");
        var isRead = reader.TryRead(out item);
        ChannelSteps.Done(reader);
        return isRead;
    }

    [Replaces(typeof(ChannelReader<>), "TryPeek")]
    public static bool TryPeek<T>(ChannelReader<T> reader, out T? item, int site)
    {
        ChannelSteps.Look(reader, site, "TryPeek");
        return reader.TryPeek(out item);
    }

    [Replaces(typeof(ChannelReader<>), "get_Count")]
    public static int Count<T>(ChannelReader<T> reader, int site)
    {
        ChannelSteps.Look(reader, site, "Count");
        return reader.Count;
    }

    [Replaces(typeof(ChannelReader<>), "ReadAsync")]
    public static ValueTask<T> ReadAsync<T>(ChannelReader<T> reader, CancellationToken cancellationToken, int site)
    {
        ChannelSteps.Arrive(reader, site, "ReadAsync", cancellationToken);
        var reading = reader.ReadAsync(cancellationToken);
        ChannelSteps.Done(reader, AwaiterFields.Target(ref reading));
        return reading;
    }

    [Replaces(typeof(ChannelReader<>), "WaitToReadAsync")]
    public static ValueTask<bool> WaitToReadAsync<T>(
        ChannelReader<T> reader, CancellationToken cancellationToken, int site)
    {
        ChannelSteps.Arrive(reader, site, "WaitToReadAsync", cancellationToken);
        var waiting = reader.WaitToReadAsync(cancellationToken);
        ChannelSteps.Done(reader, AwaiterFields.Target(ref waiting));
        return waiting;
    }

    [Replaces(typeof(ChannelReader<>), "ReadAllAsync")]
    public static IAsyncEnumerable<T> ReadAllAsync<T>(
        ChannelReader<T> reader, CancellationToken cancellationToken, int site) =>
        LogicalThread.Current is null || !ChannelSteps.IsOfFramework(reader)
            ? reader.ReadAllAsync(cancellationToken)
            : All(reader, site, cancellationToken);

    /// <summary>As the framework does it, without its way to the thread pool.</summary>
    private static async IAsyncEnumerable<T> All<T>(
        ChannelReader<T> reader, int site, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await WaitToReadAsync(reader, cancellation, site))
        {
            while (TryRead(reader, out var item, site))
                yield return item!;
        }
    }
}
