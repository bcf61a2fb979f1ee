using System.Threading.Channels;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The writing end of a channel.</summary>
internal static class ChannelWriterHooks
{
    [Replaces(typeof(ChannelWriter<>), "TryWrite")]
    public static bool TryWrite<T>(ChannelWriter<T> writer, T item, int site)
    {
        ChannelSteps.Arrive(writer, site, "TryWrite");
        var isWritten = writer.TryWrite(item);
        ChannelSteps.Done(writer);
        return isWritten;
    }

    [Replaces(typeof(ChannelWriter<>), "WriteAsync")]
    public static ValueTask WriteAsync<T>(ChannelWriter<T> writer, T item, CancellationToken cancellationToken, int site)
    {
        ChannelSteps.Arrive(writer, site, "WriteAsync", cancellationToken);
        var writing = writer.WriteAsync(item, cancellationToken);
        ChannelSteps.Done(writer, AwaiterFields.Target(ref writing));
        return writing;
    }

    [Replaces(typeof(ChannelWriter<>), "WaitToWriteAsync")]
    public static ValueTask<bool> WaitToWriteAsync<T>(
        ChannelWriter<T> writer, CancellationToken cancellationToken, int site)
    {
        ChannelSteps.Arrive(writer, site, "WaitToWriteAsync", cancellationToken);
        var waiting = writer.WaitToWriteAsync(cancellationToken);
        ChannelSteps.Done(writer, AwaiterFields.Target(ref waiting));
        return waiting;
    }

    [Replaces(typeof(ChannelWriter<>), "TryComplete")]
    public static bool TryComplete<T>(ChannelWriter<T> writer, Exception? error, int site)
    {
        ChannelSteps.Arrive(writer, site, "TryComplete");
        var isCompleted = writer.TryComplete(error);
        ChannelSteps.Done(writer);
        return isCompleted;
    }

    [Replaces(typeof(ChannelWriter<>), "Complete")]
    public static void Complete<T>(ChannelWriter<T> writer, Exception? error, int site)
    {
        ChannelSteps.Arrive(writer, site, "Complete");
        writer.Complete(error);
        ChannelSteps.Done(writer);
    }
}
