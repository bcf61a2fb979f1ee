namespace Katas.Engine.Grading;

/// <summary>In which way a subject broke a test.</summary>
public enum Breakage
{
    /// <summary>It waits for something that never comes, and nothing else is running.</summary>
    Hung,

    /// <summary>It kept a core busy and came to no end.</summary>
    Busy,

    /// <summary>It overflowed the stack.</summary>
    StackOverflow,

    /// <summary>It ran out of memory.</summary>
    OutOfMemory,

    /// <summary>It ended the process, by an exception on a thread of its own or by asking for it.</summary>
    Ended,

    /// <summary>It could not be made or begun: no class, no constructor, a static constructor that threw.</summary>
    Unusable,
}
