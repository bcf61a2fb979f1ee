using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Katas.Engine.Subjects;

namespace Katas.Cli;

/// <summary>Says what was wrong with the arguments, and what was probably meant.</summary>
internal static class Mistyped
{
    /// <summary>One line; <see langword="null"/> when the arguments can be followed.</summary>
    public static string? Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // No value here begins with a hyphen; the parser takes a misspelt option for one.
        var option = parsed.Tokens
            .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith('-'))?.Value;
        if (parsed.Action is System.CommandLine.Help.HelpAction) return null;
        if (option is null && parsed.Action is not ParseErrorAction) return null;
        var help = $"All of them: {Session.Command(command is RootCommand ? "--help" : $"{command.Name} --help")}";
        return $"{(option is not null ? NoOption(option, command) : What(parsed, command))} {help}";
    }

    private static string NoOption(string token, Command command)
    {
        var options = command.Options.Select(option => option.Name);
        return $"There is no option \"{token}\"{After(command)}.{Offer(token, options)}";
    }

    private static string What(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens is [var token, ..])
            return command is RootCommand
                ? $"There is no command \"{token}\".{Offer(token, command.Subcommands.Select(sub => sub.Name))}"
                : $"\"{token}\" is one word too many{After(command)}.";
        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { Tokens: [var value, ..], Option: Option<int?> or Option<long?> } option =>
                NoNumber(option.Option.Name, value.Value),
            ArgumentResult { Tokens: [var value, ..], Argument: Argument<int?> argument } =>
                NoNumber(argument.Name, value.Value),
            _ => error.Message,
        };
    }

    private static string NoNumber(string name, string value) => $"{name} is a whole number, and \"{value}\" is not.";

    private static string After(Command command) => command is RootCommand ? "" : $" after \"{command.Name}\"";

    private static string Offer(string token, IEnumerable<string> names) =>
        NearestNames.To(token, names) is { Count: > 0 } near ? $" Did you mean {string.Join(" or ", near)}?" : "";
}
