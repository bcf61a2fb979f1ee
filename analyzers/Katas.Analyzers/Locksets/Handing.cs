namespace Katas.Analyzers.Locksets;

/// <summary>When a delegate runs, and beside what.</summary>
internal enum Handing
{
    /// <summary>Before the call returns that it is handed to: what the caller holds is held in it too.</summary>
    Now,

    /// <summary>On another thread perhaps, but the caller waits for it before it goes on, and keeps what it holds.</summary>
    Awaited,

    /// <summary>On another thread, beside the caller.</summary>
    Concurrently,

    /// <summary>On other threads, beside the caller and beside itself.</summary>
    Overlapping,

    /// <summary>Later, by whoever gets hold of it: it is stored, returned, or subscribed to an event.</summary>
    Later,

    /// <summary>It is an argument of a method that may call it at once, or keep it.</summary>
    Unknown,
}
