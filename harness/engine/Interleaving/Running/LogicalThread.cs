using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Tracing;

namespace Katas.Engine.Interleaving.Running;

/// <summary>One thread of a schedule. It runs on a real thread, and only while it holds the baton.</summary>
internal sealed class LogicalThread(ScheduleRun run, int index, SemaphoreSlim baton)
{
    /// <summary>Index of the thread that creates the object before, and checks it after, all others run.</summary>
    public const int Stage = -1;

    [ThreadStatic]
    private static LogicalThread? _current;

    private nint _stackBase;

    /// <summary>The logical thread on this real thread; null on one that the explorer does not know.</summary>
    public static LogicalThread? Current => _current;

    public ScheduleRun Run { get; } = run;

    public int Index { get; } = index;

    public SemaphoreSlim Baton { get; } = baton;

    public Spinning Spinning { get; } = new();

    public Progress Progress { get; set; }

    /// <summary>What the thread waits for, or tries again to take after it was released.</summary>
    public Wait? WaitingFor { get; set; }

    /// <summary>When the thread began to wait: a pulse goes to the one that waits longest.</summary>
    public int WaitingSince { get; set; }

    public bool HasTimedOut { get; set; }

    public bool IsPulsed { get; set; }

    /// <summary>Above zero the thread is in code that runs as one step, such as a static constructor.</summary>
    public int AtomicDepth { get; set; }

    /// <summary>Whether it has done anything that another thread could notice since it got the baton.</summary>
    public bool HasActed { get; set; }

    public int HooksAfterAbort { get; set; }

    /// <summary>The uncontrolled call that was begun last, which explains a stall.</summary>
    public Site? LastUncontrolled { get; set; }

    /// <summary>The access whose value is not known yet.</summary>
    public TraceEvent? Pending { get; set; }

    public bool IsStage => Index == Stage;

    /// <summary>From here on the real thread acts for this logical one.</summary>
    /// <param name="local">
    /// A variable of the method that will call the operation. The operation's own variables lie below it on the stack;
    /// a variable of this method would lie among them.
    /// </param>
    public void EnterRealThread(ref byte local)
    {
        _stackBase = AddressBook.Number(ref local);
        _current = this;
    }

    public static void LeaveRealThread() => _current = null;

    /// <summary>Whether the address is in the running thread's own stack, which no other thread can reach.</summary>
    public bool IsOnStack(ref byte address)
    {
        byte here = 0;
        var number = AddressBook.Number(ref address);
        // Stacks grow downwards on every platform that .NET supports.
        return AddressBook.Number(ref here) <= number && number <= _stackBase;
    }
}

/// <summary>Whether a logical thread can go on.</summary>
internal enum Progress
{
    Ready,
    Blocked,
    Finished,
}
