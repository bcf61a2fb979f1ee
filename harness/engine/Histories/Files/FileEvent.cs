namespace Katas.Engine.Histories.Files;

/// <summary>One event as a file has it, before anything is made of it. One object serves a whole file.</summary>
internal sealed class FileEvent
{
    /// <summary>The line on which it begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The client, if it is a number.</summary>
    public int? Process { get; set; }

    /// <summary>Who it is otherwise: <c>nemesis</c>.</summary>
    public string? Other { get; set; }

    /// <summary><c>invoke</c>, <c>ok</c>, <c>fail</c> or <c>info</c>.</summary>
    public string? Type { get; set; }

    /// <summary>The operation.</summary>
    public string? Name { get; set; }

    /// <summary>The object that it is about.</summary>
    public object? Key { get; set; }

    /// <summary>The argument of an <c>invoke</c>, the answer of an <c>ok</c>.</summary>
    public object? Value { get; set; }

    /// <summary>Whether <see cref="Value"/> is the result as it stands, whatever the call.</summary>
    public bool IsExact { get; set; }

    /// <summary>Whether an <c>ok</c> has lost its answer.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>Whether it tells an error.</summary>
    public bool HasError { get; set; }

    /// <summary>Its time in nanoseconds.</summary>
    public long? Time { get; set; }

    /// <summary>Its place in the order of events, where the file gives it.</summary>
    public long? Position { get; set; }

    /// <summary>Makes it a new event.</summary>
    public void Begin(int line)
    {
        Line = line;
        (Process, Other, Type, Name, Key, Value, Time, Position) = (null, null, null, null, null, null, null, null);
        (IsExact, IsUnknown, HasError) = (false, false, false);
    }
}
