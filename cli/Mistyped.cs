using System.CommandLine;
using Katas.Engine.Subjects;

namespace Katas.Cli;

/// <summary>Says what was wrong with the arguments, and what was probably meant.</summary>
internal static class Mistyped
{
    /// <summary>One line.</summary>
    public static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var isRoot = command is RootCommand;
        var help = $"All of them: {Session.Command(isRoot ? "--help" : $"{command.Name} --help")}";
        return parsed.UnmatchedTokens is not [var token, ..]
            ? $"{parsed.Errors[0].Message} {help}"
            : token.StartsWith('-')
                ? $"There is no option \"{token}\"{In(command)}.{Offer(token, Options(command))} {help}"
                : isRoot
                    ? $"There is no command \"{token}\".{Offer(token, command.Subcommands.Select(sub => sub.Name))} {help}"
                    : $"\"{token}\" is one word too many{In(command)}. {help}";
    }

    private static IEnumerable<string> Options(Command command) => command.Options.Select(option => option.Name);

    private static string In(Command command) =>
        command is RootCommand ? "" : $" after \"{command.Name}\"";

    private static string Offer(string token, IEnumerable<string> names) =>
        NearestNames.To(token, names) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "";
}
