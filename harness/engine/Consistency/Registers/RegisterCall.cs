using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Consistency.Registers;

/// <summary>A value of a key. The initial value is null.</summary>
internal readonly record struct Version(object? Key, object? Value);

/// <summary>
/// An operation as one of a register: <c>write</c> or <c>put</c> with an argument, <c>read</c> or <c>get</c>. The key may be
/// null; the initial value is null or the empty text.
/// </summary>
internal sealed class RegisterCall
{
    /// <exception cref="ModelException">It is something else.</exception>
    public RegisterCall(Operation operation)
    {
        if (operation.Input is not Call { Name: "read" or "get" or "write" or "put" } call)
        {
            throw new ModelException(
                $"Operation {operation.Index} is {operation.Input}; a register has write(v) or put(v), and read or get.");
        }

        (Source, IsWrite) = (operation, call.Name is "write" or "put");
        var value = IsWrite ? call.Argument : Values.Normalise(operation.Output);
        Version = new Version(call.Key, value is "" ? null : value);
    }

    public Operation Source { get; }

    /// <summary>The operation in words; a read of the initial value with it, which other calls leave out.</summary>
    public static string Text(Operation operation, bool isWrite) =>
        !isWrite && operation.Output is null ? $"{operation} -> null" : $"{operation}";

    public bool IsWrite { get; }

    /// <summary>Which key, and the value written or read.</summary>
    public Version Version { get; }
}
