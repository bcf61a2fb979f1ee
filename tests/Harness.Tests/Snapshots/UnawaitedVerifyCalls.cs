using System.Text.RegularExpressions;

namespace Katas.Harness.Tests.Snapshots;

/// <summary>Finds statements that begin with a call of <c>Verify</c>: it never runs, so its test passes.</summary>
internal static partial class UnawaitedVerifyCalls
{
    /// <returns>The line numbers of the calls, from 1.</returns>
    public static IEnumerable<int> LinesIn(string source)
    {
        // Blanked with the newlines kept: a planted call in a literal is no call, and line numbers stay true.
        var code = CommentsAndLiterals().Replace(source, hidden => new string('\n', hidden.Value.Count(IsNewline)));
        return StatementWithVerify().Matches(code)
            .Select(statement => 1 + code.Take(statement.Groups["call"].Index).Count(IsNewline));
    }

    private static bool IsNewline(char c) => c == '\n';

    [GeneratedRegex(
        """"
        (?<quotes>"{3,})[\s\S]*?\k<quotes>(?!") |
        (?:@\$?|\$@)"(?:[^"]|"")*" |
        "(?:\\.|[^"\\\n])*" |
        '(?:\\.|[^'\\\n])+' |
        //[^\n]* |
        /\*[\s\S]*?\*/
        """",
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CommentsAndLiterals();

    // After `)` stands the body of an `if` or a loop; `_ =` throws the call away as surely as a bare statement does.
    [GeneratedRegex(
        """
        (?:^|[;{})]|\b(?:else|do))\s*
        (?:_\s*=\s*)?
        (?<call>(?:VerifyNUnit\s*\.\s*)?(?:Verifier\s*\.\s*)?Verify\s*\()
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex StatementWithVerify();
}
