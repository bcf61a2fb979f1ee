using System.Text.RegularExpressions;

namespace Katas.Engine.Specs;

/// <summary>Shortens the source text of a spec's lambdas to what a learner reads: the calls, without their receiver.</summary>
internal static partial class LambdaText
{
    private const int Longest = 60;

    /// <summary>
    /// <c>c => c.Increment()</c> as <c>Increment()</c>; a block as its statements, on one line, which heads a column; a long
    /// block as the calls in it.
    /// </summary>
    public static string Operation(string lambda)
    {
        if (Lambda().Match(lambda) is not { Success: true } parts) return lambda;
        var body = parts.Groups["body"].Value.Trim();
        var isBlock = body.StartsWith('{');
        if (isBlock) body = body[1..^1].Trim().TrimEnd(';');
        var name = parts.Groups["name"].Value;
        var line = Spaces().Replace(Regex.Replace(body, $@"\b{name}\.", ""), " ");
        if (isBlock && line.Length > Longest && Calls(name, body) is { Length: > 0 } calls) line = calls;
        return line.Length <= Longest ? line : line[..(Longest - 1)] + "…";
    }

    /// <summary>Of a script that is too long for a heading: what it calls of the subject.</summary>
    private static string Calls(string name, string body)
    {
        if (name.Length == 0) return "";
        var calls = Regex.Matches(body, $@"\b{name}\.(?<call>\w+)(?:<[^>()]*>)?\(");
        return string.Join(", ", calls.Select(call => call.Groups["call"].Value + "(…)").Distinct());
    }

    /// <summary><c>counter.Value</c> as <c>Value</c>: which variable the spec used says nothing.</summary>
    public static string Value(string expression) => Receiver().Replace(expression, "");

    [GeneratedRegex(@"^\s*(?:(?:async|static)\s+)*\(?(?<name>\w*)\)?\s*=>\s*(?<body>.+)$", RegexOptions.Singleline)]
    private static partial Regex Lambda();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[a-z]\w*\.(?=[A-Z])")]
    private static partial Regex Receiver();
}
