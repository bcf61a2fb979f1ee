namespace Katas.Servers.Tests.Stores;

/// <summary>The one place here that waits in real time: a server's clock cannot be moved.</summary>
/// <remarks>Who waits looks again afterwards. Nothing is taken to have happened because time has passed.</remarks>
internal static class RealTime
{
    public static void Pass(TimeSpan time) => Thread.Sleep(time);

    public static Task PassAsync(TimeSpan time) => Task.Delay(time);
}
