using System;
using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Resources;

/// <summary>KATA0605: a queue between threads that grows as long as producers are faster than consumers.</summary>
/// <remarks>
/// A bound makes the producer wait, or hear that there is no room. Without one the memory is the bound, and every item waits
/// behind all that were put in before it.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedQueue : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        "KATA0605",
        "An unbounded channel or queue",
        "{0} has no bound: while producers are faster than consumers it grows, each item waits behind all before it, and the"
        + " first limit is the memory; give it a capacity",
        "Resources",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0605.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var channel = start.Compilation.GetTypeByMetadataName("System.Threading.Channels.Channel");
            var blocking = start.Compilation.GetTypeByMetadataName("System.Collections.Concurrent.BlockingCollection`1");
            start.RegisterOperationAction(call => CheckCall(call, channel), OperationKind.Invocation);
            start.RegisterOperationAction(HandMadeQueue.Check, OperationKind.Invocation);
            start.RegisterOperationAction(made => CheckCreation(made, blocking), OperationKind.ObjectCreation);
        });
    }

    private static void CheckCall(OperationAnalysisContext context, INamedTypeSymbol? channel)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!ThreadingTypes.Same(call.TargetMethod.ContainingType, channel) || Surroundings.IsOnlyDescribed(call)) return;
        if (call.TargetMethod.Name is "CreateUnbounded" or "CreateUnboundedPrioritized" && !IsAnswered(call)
            && !IsCounted(context.ContainingSymbol))
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), "The channel"));
    }

    private static void CheckCreation(OperationAnalysisContext context, INamedTypeSymbol? blocking)
    {
        var made = (IObjectCreationOperation)context.Operation;
        if (!ThreadingTypes.Same(made.Type?.OriginalDefinition, blocking) || made.Constructor is not { } constructor) return;
        if (constructor.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_Int32)) return;
        if (IsFilledBefore(made) || IsCounted(context.ContainingSymbol) || Surroundings.IsOnlyDescribed(made)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rule, made.Syntax.GetLocation(), "The BlockingCollection"));
    }

    /// <summary>
    /// Whether each item carries the TaskCompletionSource of its answer: who puts it in waits for that, so there are no more
    /// items than callers.
    /// </summary>
    private static bool IsAnswered(IInvocationOperation call) =>
        call.TargetMethod.TypeArguments is { Length: 1 } item
        && item[0].GetMembers().Any(member => member is IFieldSymbol { Type.Name: "TaskCompletionSource" });

    /// <summary>Whether the class that makes it is given a capacity, and so counts by itself.</summary>
    private static bool IsCounted(ISymbol member) =>
        member.ContainingType is { } type && type.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
            .Any(parameter => parameter.Type.SpecialType == SpecialType.System_Int32
                && parameter.Name.EndsWith("capacity", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether it begins with all items, to be handed out: it is made around <c>new ConcurrentQueue(all)</c>.</summary>
    private static bool IsFilledBefore(IObjectCreationOperation made) =>
        made.Arguments.Any(argument =>
            Surroundings.Bare(argument.Value) is IObjectCreationOperation { Arguments.IsEmpty: false });
}
