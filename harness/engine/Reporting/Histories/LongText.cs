using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Values at length, for tooltips and tables: what differs may be the end of a long text.</summary>
internal static class LongText
{
    private const int Longest = 1000;

    /// <summary>What was asked.</summary>
    public static string Input(Operation operation) => Labels.Cut(operation.Input switch
    {
        Call { Key: null, Argument: string argument } call => $"{call.Name}({Value(argument)})",
        Call { Key: { } key, Argument: string argument } call => $"{call.Name}({Value(key)}, {Value(argument)})",
        string text => text,
        Call call => call.ToString(),
        var input => Show.Value(input),
    }, Longest);

    /// <summary>What was answered, in words.</summary>
    public static string Output(Operation operation) => operation.Ending switch
    {
        Ending.Returned => operation.Output is null ? "returned" : Labels.Cut(Value(operation.Output), Longest),
        Ending.ResultUnknown => "returned, nobody knows with what",
        _ => "never returned",
    };

    private static string Value(object value) => value switch
    {
        string text => $"\"{text}\"",
        Sequence<object?> items => $"[{string.Join(", ", items.Select(item => item is null ? "null" : Value(item)))}]",
        _ => Show.Value(value),
    };
}
