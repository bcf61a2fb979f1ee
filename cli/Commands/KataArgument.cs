using System.CommandLine;

namespace Katas.Cli.Commands;

/// <summary>The name of a kata, as most commands take it.</summary>
internal static class KataArgument
{
    /// <summary>One that may be left out.</summary>
    public static Argument<string?> Create(Session session)
    {
        var argument = new Argument<string?>("kata")
        {
            Description = "The kata's name; without it, the kata whose folder this is, else the one graded last.",
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "kata",
        };
        argument.CompletionSources.Add(_ => session.Catalogue.All.Select(
            kata => new System.CommandLine.Completions.CompletionItem(kata.Id)));
        return argument;
    }
}
