using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Katas.Engine.Reporting;

/// <summary>Writes values and calls as a person would, the same in every culture.</summary>
internal static class Show
{
    /// <summary>The result of a call that returns nothing.</summary>
    public static object Nothing { get; } = new();

    private const int LongestText = 48;

    public static string Value(object? value) => value switch
    {
        null => "null",
        _ when ReferenceEquals(value, Nothing) => "",
        string text => $"\"{Shorten(text)}\"",
        bool flag => flag ? "true" : "false",
        char c => $"'{c}'",
        TimeSpan span => $"{Milliseconds(span)} ms",
        Exception e => $"throws {e.GetType().Name}",
        Task task => TaskState(task),
        CancellationToken token => token.IsCancellationRequested ? "cancelled token" : "token",
        Delegate => "a delegate",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Value(tuple[i])))})",
        IEnumerable items => Items(items),
        _ => Shorten(Invariant(value) ?? value.GetType().Name),
    };

    public static string Milliseconds(TimeSpan span) => span.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The call as C#: a property's getter as the property, a default token not at all.</summary>
    public static string Call(MethodInfo method, IReadOnlyList<object?> arguments)
    {
        if (method.IsSpecialName && method.Name.StartsWith("get_", StringComparison.Ordinal)) return method.Name[4..];
        if (method.IsSpecialName && method.Name.StartsWith("set_", StringComparison.Ordinal))
            return $"{method.Name[4..]} = {Value(arguments[^1])}";
        var shown = arguments.Where(argument => argument is not CancellationToken { CanBeCanceled: false });
        return $"{method.Name}({string.Join(", ", shown.Select(Value))})";
    }

    private static string TaskState(Task task) => task.Status switch
    {
        TaskStatus.RanToCompletion => task.GetType().GetProperty("Result") is { } result
            && result.PropertyType.Name != "VoidTaskResult"
                ? $"done: {Value(result.GetValue(task))}"
                : "done",
        TaskStatus.Canceled => "cancelled",
        TaskStatus.Faulted => $"failed: {task.Exception!.InnerException!.GetType().Name}",
        _ => "waits",
    };

    private static string Items(IEnumerable items)
    {
        var shown = items.Cast<object?>().Take(9).Select(Value).ToList();
        return shown.Count > 8 ? $"[{string.Join(", ", shown[..8])}, …]" : $"[{string.Join(", ", shown)}]";
    }

    /// <summary>A record writes its members in the current culture: for once, let that be the invariant one.</summary>
    private static string? Invariant(object value)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return value.ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string Shorten(string text) =>
        text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText - 1), "…");
}
