using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using Katas.Engine.Reporting.Histories;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Steps of a run in few words: <c>RequestVote(term 3)</c> instead of all that a record says of itself.</summary>
internal static class StepWords
{
    /// <summary>A message in at most so many characters, with as much of it as fits.</summary>
    public static string Message(object? message, int width)
    {
        if (message is null || !IsRecord(message.GetType())) return Labels.Cut(Labels.OneLine(Show.Value(message)), width);
        var (name, values) = (Name(message.GetType()), Values(message));
        if (values.Count == 0) return Labels.Cut(name, width);
        string[] fits =
        [
            $"{name}({string.Join(", ", values.Select(value => $"{value.Name} {value.Text}"))})",
            $"{name}({string.Join(", ", values.Select(value => value.Text))})",
            $"{name}({values[0].Name} {values[0].Text}, …)",
            $"{name}({values[0].Text}, …)",
            name,
        ];
        return Labels.OneLine(fits.FirstOrDefault(text => text.Length <= width) ?? Labels.Cut(name, width));
    }

    /// <summary>What a row's machine does and says, besides messages. A wrong answer is told also where it is nothing.</summary>
    public static string Locals(StoryRow row, int width) => string.Join(", ", DiskWords.Fold(row.Locals).Select(step =>
        row.IsViolation && step is { Kind: TraceKind.Return, Data: null } ? "-> null" : Local(step, width)));

    /// <summary>A step that is no message, in at most so many characters.</summary>
    public static string Local(TraceEvent step, int width)
    {
        var text = step switch
        {
            { Kind: TraceKind.Start, Data: 1 } => "starts",
            { Kind: TraceKind.Start } => "starts again",
            { Kind: TraceKind.Timer } => "timer",
            { Kind: TraceKind.Invoke } => $"calls {Value(step.Data, width)}",
            { Kind: TraceKind.Return, Data: null } => "returns",
            { Kind: TraceKind.Return } => $"-> {Value(step.Data, width)}",
            { Kind: TraceKind.Heal } => "[ALL FAULTS END]",
            { Kind: TraceKind.FaultEnds, Data: Fault fault } => $"[{FaultWords.Short(fault)} ENDS]",
            { Data: Fault fault } => $"[{FaultWords.WithLength(fault)}]",
            { Data: Observation said } => $"{said.Name} = {Value(said.Value, Math.Max(width - said.Name.Length - 3, 4))}",
            { Data: string text1 } => text1,
            _ => Value(step.Data, width),
        };
        return Labels.Cut(Labels.OneLine(text), width);
    }

    /// <summary>Why a message was lost.</summary>
    public static string Reason(object? why) => why switch
    {
        MessageFault { Fate: FaultClass.Drop } => "dropped",
        string text => text,
        _ => "lost",
    };

    /// <summary>A value in at most about so many characters.</summary>
    public static string Value(object? value, int width) => value switch
    {
        null or string => Show.Value(value),
        IEnumerable items when !IsRecord(value.GetType()) => Items([.. items.Cast<object?>()], width),
        _ => Message(value, width),
    };

    private static string Items(List<object?> items, int width)
    {
        var text = $"[{string.Join(", ", items.Select(item => Value(item, 12)))}]";
        return text.Length <= Math.Max(width, 12) ? text : $"[{items.Count} items]";
    }

    private static List<(string Name, string Text)> Values(object message) =>
    [
        .. message.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .OrderBy(property => property.DeclaringType == message.GetType()).ThenBy(property => property.MetadataToken)
            .Select(property => (Words(property.Name), Labels.Cut(Value(property.GetValue(message), 12), 14))),
    ];

    private static string Words(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Name(Type type) => type.Name.Split('`')[0];

    /// <summary>A record that writes itself as the compiler does. One with words of its own keeps them.</summary>
    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
        && type.GetMethod(nameof(ToString), Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute));
}
