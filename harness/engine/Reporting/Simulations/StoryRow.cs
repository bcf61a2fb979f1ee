using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>How a row's message fares.</summary>
internal enum Arrow
{
    /// <summary>There is no message: something happens on one machine, or to the network.</summary>
    None,

    /// <summary>It is sent and arrives in this row.</summary>
    Whole,

    /// <summary>It is sent here and arrives in a later row, or is still under way at the end.</summary>
    Leaves,

    /// <summary>It arrives here and was sent in an earlier row.</summary>
    Arrives,

    /// <summary>It is lost.</summary>
    Lost,
}

/// <summary>A row of the text diagram.</summary>
/// <param name="Time">When.</param>
/// <param name="Arrow">How its message fares.</param>
/// <param name="From">The sender's index; or the machine's on which it happens; -1 for the network.</param>
/// <param name="To">The receivers'; empty without a message.</param>
/// <param name="Message">The sending; the default without a message.</param>
/// <param name="Locals">What happens on one machine: the receiver's answer to the message; without one, all of the row.</param>
internal sealed record StoryRow(
    TimeSpan Time, Arrow Arrow, int From, IReadOnlyList<int> To, TraceEvent Message, IReadOnlyList<TraceEvent> Locals)
{
    /// <summary>What set the machine going: <c>timer: </c> or <c>resumes: </c>; or the call that sends the message.</summary>
    public string Lead { get; init; } = "";

    /// <summary>Why it was lost; that it comes again.</summary>
    public string Note { get; init; } = "";

    /// <summary>How many messages of that kind the row stands for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>When the last of them was sent.</summary>
    public TimeSpan Last { get; init; }

    /// <summary>Whether the violation showed here.</summary>
    public bool IsViolation { get; init; }

    /// <summary>How many steps of the trace it stands for.</summary>
    public int Steps { get; init; }
}
