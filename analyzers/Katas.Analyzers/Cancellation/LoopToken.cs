using System.Linq;
using System.Text.RegularExpressions;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Cancellation;

/// <summary>
/// The token that ends a loop, for the waits in it: <c>while (!_stop.IsCancellationRequested) await Task.Delay(...)</c>.
/// </summary>
/// <remarks>Whoever cancels waits for the pause to be over. Other calls in the loop may be meant to be finished.</remarks>
internal static class LoopToken
{
    private static readonly Regex Waits = new(
        "^(Delay|Wait|Read|Receive|Accept|Take|Dequeue|Next)", RegexOptions.CultureInvariant);

    /// <summary>The expression to pass; null where the call is no wait, or no loop around it asks a token.</summary>
    public static string? Of(IInvocationOperation call, ThreadingTypes types)
    {
        if (!Waits.IsMatch(call.TargetMethod.Name)) return null;
        for (var around = call.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation) return null;
            if (around is IWhileLoopOperation { Condition: { } condition } && Asked(condition, types) is { } token) return token;
        }

        return null;
    }

    private static string? Asked(IOperation condition, ThreadingTypes types) =>
        condition.DescendantsAndSelf().OfType<IPropertyReferenceOperation>()
            .Where(asked => asked.Property.Name == "IsCancellationRequested")
            .Select(asked => asked.Instance is { } source && Surroundings.Named(source) is not null ? Token(source, types) : null)
            .FirstOrDefault(token => token is not null);

    private static string? Token(IOperation source, ThreadingTypes types) =>
        ThreadingTypes.Same(source.Type, types.CancellationToken) ? source.Syntax.ToString()
        : source.Type?.Name == "CancellationTokenSource" ? source.Syntax + ".Token"
        : null;
}
