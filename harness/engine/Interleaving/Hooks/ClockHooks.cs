using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>The system's clocks, which show virtual time.</summary>
internal static class ClockHooks
{
    [Replaces(typeof(TimeProvider), "get_System")]
    public static TimeProvider System(int site) => Time ?? TimeProvider.System;

    [Replaces(typeof(DateTime), "get_UtcNow")]
    public static DateTime UtcNow(int site) => (Time ?? TimeProvider.System).GetUtcNow().UtcDateTime;

    [Replaces(typeof(DateTime), "get_Now")]
    public static DateTime Now(int site) =>
        DateTime.SpecifyKind((Time ?? TimeProvider.System).GetLocalNow().DateTime, DateTimeKind.Local);

    [Replaces(typeof(DateTime), "get_Today")]
    public static DateTime Today(int site) => Now(site).Date;

    [Replaces(typeof(DateTimeOffset), "get_UtcNow")]
    public static DateTimeOffset OffsetUtcNow(int site) => (Time ?? TimeProvider.System).GetUtcNow();

    [Replaces(typeof(DateTimeOffset), "get_Now")]
    public static DateTimeOffset OffsetNow(int site) => (Time ?? TimeProvider.System).GetLocalNow();

    [Replaces(typeof(Environment), "get_TickCount")]
    public static int TickCount(int site) => (int)TickCount64(site);

    [Replaces(typeof(Environment), "get_TickCount64")]
    public static long TickCount64(int site) =>
        Time is { } time ? time.GetTimestamp() / TimeSpan.TicksPerMillisecond : Environment.TickCount64;

    private static ExplorationTime? Time => LogicalThread.Current?.Run.Time;
}
