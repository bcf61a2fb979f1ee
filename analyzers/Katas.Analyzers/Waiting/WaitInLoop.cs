using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Waiting;

/// <summary>KATA0204: <c>Monitor.Wait</c> without a loop that asks again for what it waited for.</summary>
/// <remarks>
/// A pulse says that something has changed, not that it is still so: between the pulse and the return of <c>Wait</c> the lock is
/// free,
/// and another thread may take what there was (Lampson and Redell, Experience with Processes and Monitors in Mesa, 1980).
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WaitInLoop : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0204",
        "Monitor.Wait outside a loop",
        "{0}: between the pulse and the return of 'Wait' another thread may enter '{1}' and take what was waited for; "
            + "ask again in a 'while'",
        "Waiting",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0204.md");

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
            start.RegisterOperationAction(call => Check(call, types), OperationKind.Invocation);
        });
    }

    private static void Check(OperationAnalysisContext context, ThreadingTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "Wait" || call.Arguments.IsEmpty
            || !types.IsMonitor(call.TargetMethod.ContainingType)) return;
        if (IsOfCaller(call)) return;
        if (Problem(call.Syntax, context.ContainingSymbol) is { } problem)
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.Syntax.GetLocation(), problem, call.Arguments[0].Value.Syntax));
    }

    /// <summary>Whether lock and answer are the caller's, and so the question: <c>return Monitor.Wait(gate)</c>.</summary>
    private static bool IsOfCaller(IInvocationOperation call)
    {
        var gate = call.Arguments[0].Value;
        while (gate is IConversionOperation conversion) gate = conversion.Operand;
        return gate is IParameterReferenceOperation
            && call.Syntax.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax
            && call.Syntax.FirstAncestorOrSelf<LockStatementSyntax>() is null;
    }

    private static string? Problem(SyntaxNode wait, ISymbol owner, bool isCall = false)
    {
        var isAsked = false;
        // What runs after the wait, before the loop asks again.
        StatementSyntax? next = null;
        for (var (child, around) = (wait, wait.Parent); around is not null; (child, around) = (around, around.Parent))
        {
            switch (around)
            {
                case WhileStatementSyntax loop when loop.Condition == child:
                    return null;
                case StatementSyntax loop when IsLoop(loop):
                    return isAsked && next is not null && !AsksAgain(next) ? "What 'if' has asked is not asked again" : null;
                case IfStatementSyntax when next is ContinueStatementSyntax:
                    return null;
                case IfStatementSyntax branch when branch.Condition != child:
                    (isAsked, next) = (true, null);
                    break;
                case BlockSyntax block when next is null && child is StatementSyntax statement:
                    next = block.Statements.SkipWhile(s => s != statement).Skip(1).FirstOrDefault();
                    break;
                case LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    // A private method that only waits may have its loop where it is called.
                    var isHelper = owner.DeclaredAccessibility == Accessibility.Private && !isAsked && next is null;
                    if (isHelper) return isCall ? null : ProblemOfCallers(around, owner);
                    return isAsked ? "What 'if' has asked is not asked again" : "Nothing is asked after this wait";
            }
        }

        return null;
    }

    /// <summary>The first caller of a method that only waits which asks once; null where all of them ask again.</summary>
    private static string? ProblemOfCallers(SyntaxNode helper, ISymbol owner) =>
        helper.Parent is not TypeDeclarationSyntax type ? null : type.Members
            .SelectMany(member => member.DescendantNodes()).OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == owner.Name
                && call.FirstAncestorOrSelf<IfStatementSyntax>() is not null)
            .Select(call => Problem(call, owner, isCall: true)).FirstOrDefault(problem => problem is not null);

    private static bool IsLoop(StatementSyntax statement) =>
        statement is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static bool AsksAgain(StatementSyntax next) =>
        next is IfStatementSyntax or ContinueStatementSyntax or WhileStatementSyntax or SwitchStatementSyntax;
}
