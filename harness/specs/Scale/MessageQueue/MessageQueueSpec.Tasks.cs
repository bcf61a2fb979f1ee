using Katas.Engine.Time;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Scale;

/// <summary>How a call that may wait stands.</summary>
public enum Wait
{
    /// <summary>It waits.</summary>
    Waiting,

    /// <summary>It has what it waited for.</summary>
    Served,

    /// <summary>The caller left.</summary>
    Cancelled,

    /// <summary>The queue is drained: <see cref="InvalidOperationException"/>.</summary>
    Refused,

    /// <summary>Something else went wrong.</summary>
    Failed,
}

/// <content>Looking at tasks, and at the code behind them.</content>
public partial class MessageQueueSpec
{
    /// <summary>How a call stands once everything that is ready has run.</summary>
    private static Wait Stands(Task task)
    {
        VirtualTime.Settle();
        return !task.IsCompleted ? Wait.Waiting : Thrown(task) switch
        {
            null => Wait.Served,
            OperationCanceledException => Wait.Cancelled,
            InvalidOperationException => Wait.Refused,
            _ => Wait.Failed,
        };
    }
}
