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
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0605",
        "An unbounded channel or queue",
        "{0} has no bound: while producers are faster than consumers it grows, each item waits behind all before it, and the first"
        + " limit is the memory; give it a capacity",
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
            start.RegisterOperationAction(made => CheckCreation(made, blocking), OperationKind.ObjectCreation);
        });
    }

    private static void CheckCall(OperationAnalysisContext context, INamedTypeSymbol? channel)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!ThreadingTypes.Same(call.TargetMethod.ContainingType, channel) || Surroundings.IsOnlyDescribed(call)) return;
        if (call.TargetMethod.Name is "CreateUnbounded" or "CreateUnboundedPrioritized")
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), "The channel"));
    }

    private static void CheckCreation(OperationAnalysisContext context, INamedTypeSymbol? blocking)
    {
        var made = (IObjectCreationOperation)context.Operation;
        if (!ThreadingTypes.Same(made.Type?.OriginalDefinition, blocking) || made.Constructor is not { } constructor) return;
        if (constructor.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_Int32)) return;
        if (IsFilledBefore(made) || Surroundings.IsOnlyDescribed(made)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rule, made.Syntax.GetLocation(), "The BlockingCollection"));
    }

    /// <summary>Whether it begins with all items, to be handed out: <c>new BlockingCollection&lt;int&gt;(new ConcurrentQueue&lt;int&gt;(all))</c>.</summary>
    private static bool IsFilledBefore(IObjectCreationOperation made) =>
        made.Arguments.Any(argument => Surroundings.Bare(argument.Value) is IObjectCreationOperation { Arguments.IsEmpty: false });
}
