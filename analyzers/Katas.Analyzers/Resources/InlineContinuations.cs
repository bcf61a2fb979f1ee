using System.Collections.Immutable;
using System.Linq;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Resources;

/// <summary>KATA0604: a TaskCompletionSource that runs whatever awaits its task inside <c>SetResult</c>.</summary>
/// <remarks>
/// The awaiting code then runs on the completing thread, with the locks that it holds, before <c>SetResult</c> returns.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InlineContinuations : DiagnosticAnalyzer
{
    private const int RunContinuationsAsynchronously = 64;

    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0604",
        "A TaskCompletionSource runs continuations inline",
        "Whoever completes {0} runs the code that awaits it, with every lock the completing thread holds, before SetResult"
        + " returns; pass TaskCreationOptions.RunContinuationsAsynchronously",
        "Resources",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0604.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var plain = start.Compilation.GetTypeByMetadataName("System.Threading.Tasks.TaskCompletionSource");
            var typed = start.Compilation.GetTypeByMetadataName("System.Threading.Tasks.TaskCompletionSource`1");
            var types = new ThreadingTypes(start.Compilation);
            start.RegisterOperationAction(made => Check(made, plain, typed, types), OperationKind.ObjectCreation);
            start.RegisterSyntaxNodeAction(declared => CheckDerived(declared, plain, typed), SyntaxKind.ClassDeclaration);
        });
    }

    /// <summary><c>class Waiter : TaskCompletionSource</c>, whose constructor gives its base no option.</summary>
    private static void CheckDerived(SyntaxNodeAnalysisContext context, INamedTypeSymbol? plain, INamedTypeSymbol? typed)
    {
        var declared = (ClassDeclarationSyntax)context.Node;
        if (declared.BaseList is null) return;
        var (model, cancellation) = (context.SemanticModel, context.CancellationToken);
        if (model.GetDeclaredSymbol(declared, cancellation) is not { BaseType.OriginalDefinition: { } based } type) return;
        if (!ThreadingTypes.Same(based, plain) && !ThreadingTypes.Same(based, typed)) return;
        foreach (var (place, arguments) in DerivedSources.BaseCalls(declared, model, cancellation))
        {
            if (IsAsynchronous(arguments)) continue;
            context.ReportDiagnostic(Diagnostic.Create(Rule, place.GetLocation(), $"a '{type.Name}'"));
        }
    }

    private static void Check(
        OperationAnalysisContext context, INamedTypeSymbol? plain, INamedTypeSymbol? typed, ThreadingTypes types)
    {
        var made = (IObjectCreationOperation)context.Operation;
        var type = made.Type?.OriginalDefinition;
        if (!ThreadingTypes.Same(type, plain) && !ThreadingTypes.Same(type, typed)) return;
        if (made.Constructor is null || IsAsynchronous(made.Arguments)) return;
        if (IsNeverCompleted(made) || IsCompletedFirst(made) || SourceUses.RunNothing(made, types)) return;
        if (Surroundings.IsOnlyDescribed(made)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rule, made.Syntax.GetLocation(), Name(made)));
    }

    /// <summary>Whether it has the option, has none on purpose, or has options that are only known when it runs.</summary>
    private static bool IsAsynchronous(ImmutableArray<IArgumentOperation> arguments)
    {
        var options = arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == "TaskCreationOptions")?.Value;
        if (options is null) return false;
        return options.ConstantValue is not { HasValue: true, Value: int value }
            || value == 0 || (value & RunContinuationsAsynchronously) != 0;
    }

    /// <summary>Whether only its task is taken: <c>new TaskCompletionSource().Task</c> never ends.</summary>
    private static bool IsNeverCompleted(IObjectCreationOperation made) =>
        made.Parent is IPropertyReferenceOperation { Property.Name: "Task" };

    /// <summary>Whether it is a local that is completed before anyone sees its task, and so has nothing to run.</summary>
    private static bool IsCompletedFirst(IObjectCreationOperation made) =>
        SourceUses.OfLocal(made) is { Count: > 0 } uses
        && uses[0]?.Parent is IInvocationOperation { Parent: IExpressionStatementOperation statement } call
        && SourceUses.IsCompletion(call) && statement.Parent == Block(made);

    private static IOperation? Block(IOperation operation)
    {
        while (operation.Parent is { } parent and not IBlockOperation) operation = parent;
        return operation.Parent;
    }

    private static string Name(IOperation made) => SourceUses.Outermost(made).Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation local } => $"'{local.Symbol.Name}'",
        IFieldInitializerOperation { InitializedFields: { Length: > 0 } fields } => $"'{fields[0].Name}'",
        IPropertyInitializerOperation { InitializedProperties: { Length: > 0 } properties } => $"'{properties[0].Name}'",
        IAssignmentOperation assignment when Surroundings.Named(assignment.Target) is { } target => $"'{target.Name}'",
        _ => "this TaskCompletionSource",
    };
}
