using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Cancellation;

/// <summary>KATA0501: a call could be given the caller's cancellation token, and is not.</summary>
/// <remarks>
/// Whoever cancels the caller then waits until the call ends by itself, which a read from a dead peer never does.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenNotForwarded : DiagnosticAnalyzer
{
    /// <summary>The property of a report that says which expression to pass; absent where several could be meant.</summary>
    public const string Token = "token";

    /// <summary>The property of a report that says at which place among the parameters.</summary>
    public const string Position = "position";

    /// <summary>The property of a report that says what the parameter is called.</summary>
    public const string Parameter = "parameter";

    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0501",
        "A cancellation token is not forwarded",
        "'{0}' is not given '{1}': when that is cancelled, this call goes on, and so does whoever waits here; pass it, or pass"
        + " CancellationToken.None if the call must not be cut short",
        "Cancellation",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0501.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new ThreadingTypes(start.Compilation);
            if (types.CancellationToken is null) return;
            start.RegisterOperationAction(call => Check(call, types), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, ThreadingTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (TokenSlot.Of(call, context.ContainingSymbol, types) is not { } slot) return;
        var tokens = TokensInScope.At(call, context.ContainingSymbol, types);
        var token = tokens.IsEmpty ? LoopToken.Of(call, types) : tokens[0].Name;
        if (token is null || IsLeftOutOnPurpose(call)) return;
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        if (tokens.Length <= 1) properties[Token] = token;
        properties[Position] = slot.Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        properties[Parameter] = slot.Parameter.Name;
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, call.Syntax.GetLocation(), properties.ToImmutable(), call.TargetMethod.Name, token));
    }

    /// <summary>
    /// What must be done even when cancelled, or is only described: cleaning up in <c>finally</c> and <c>catch</c>, what follows
    /// from the question whether it is cancelled, and an enumerable that gets its token by <c>WithCancellation</c>.
    /// </summary>
    private static bool IsLeftOutOnPurpose(IInvocationOperation call)
    {
        if (Surroundings.IsOnlyDescribed(call)) return true;
        IOperation inner = call;
        for (var around = call.Parent; around is not null; inner = around, around = around.Parent)
        {
            switch (around)
            {
                case ITryOperation attempt when attempt.Finally == inner:
                case ICatchClauseOperation handler when !IsPause(call) || IsOfCancellation(handler):
                case IInvocationOperation { TargetMethod.Name: "WithCancellation" }:
                case IConditionalOperation branch when branch.Condition != inner && AsksForCancellation(branch.Condition):
                    return true;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Whether it only lets time pass: nothing is cleaned up by that, it comes before another attempt.</summary>
    private static bool IsPause(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Delay", ContainingType: { Name: "Task", ContainingNamespace.Name: "Tasks" } };

    private static bool IsOfCancellation(ICatchClauseOperation handler) =>
        handler.ExceptionType is { Name: "OperationCanceledException" or "TaskCanceledException" };

    private static bool AsksForCancellation(IOperation condition) => condition.DescendantsAndSelf()
        .Any(one => one is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" });
}
