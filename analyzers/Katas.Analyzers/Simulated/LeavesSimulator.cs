using System.Collections.Immutable;
using Katas.Analyzers.Locksets;
using Katas.Analyzers.Tasks;
using Katas.Analyzers.Waiting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Simulated;

/// <summary>KATA0901: code of a simulated machine leaves the simulator, or holds up its one thread.</summary>
/// <remarks>
/// A run can be repeated from its seed only if all time, chance, messages and files come from the simulator, and if all code
/// goes on on its thread. The table of what leads out is the one that the simulator itself reads compiled programs with.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LeavesSimulator : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0901",
        "Code under simulation leaves the simulator",
        "'{0}' {1}: {2}; use {3} instead{4}",
        "Simulated",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0901.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var code = new SimulatedCode(start.Compilation);
            var types = new ThreadingTypes(start.Compilation);
            start.RegisterOperationAction(
                use => Check(use, code, types),
                OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.ObjectCreation,
                OperationKind.MethodReference);
        });
    }

    private static void Check(OperationAnalysisContext context, SimulatedCode code, ThreadingTypes types)
    {
        var operation = context.Operation;
        if (operation.IsImplicit || Member(operation) is not { ContainingType: not null } member) return;
        var door = DoorUses.Of(operation, member);
        var isWait = door is null && IsWait(operation, member, types);
        if ((door is null && !isWait) || Surroundings.IsOnlyDescribed(operation)) return;
        if (code.WhoseIs(operation, context.ContainingSymbol) is not { } whose) return;
        var instead = whose.Suited(door?.Instead ?? "await");
        context.ReportDiagnostic(Diagnostic.Create(
            Rule, operation.Syntax.GetLocation(), whose.Locations,
            DoorUses.Name(member), isWait ? "stops the simulator" : "leaves the simulator",
            door?.Why ?? "it holds up the one thread on which all machines run, so what it waits for never comes", instead,
            whose.Because));
    }

    private static IMethodSymbol? Member(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IPropertyReferenceOperation { Property.GetMethod: { } get } => get,
        IObjectCreationOperation made => made.Constructor,
        IMethodReferenceOperation taken => taken.Method,
        _ => null,
    };

    private static bool IsWait(IOperation operation, IMethodSymbol member, ThreadingTypes types) => operation switch
    {
        // A task that the code has awaited, or that was done from the start, is waited for by nobody.
        IPropertyReferenceOperation property when Wait.OfProperty(property, types) is { } wait => !IsDone(wait, types),
        IInvocationOperation call when Wait.OfCall(call, types) is { } wait => !IsDone(wait, types),
        IInvocationOperation { TargetMethod.Name: "Wait" } call when types.IsMonitor(member.ContainingType) =>
            !Blocking.IsInstant(call),
        IInvocationOperation or IPropertyReferenceOperation => Blocking.Is(new MethodUse(member, LockSet.Empty, operation)),
        _ => false,
    };

    private static bool IsDone(Wait wait, ThreadingTypes types)
    {
        foreach (var task in wait.Tasks)
            if (!Completion.IsKnown(task, wait.Operation, types)) return false;
        return true;
    }
}
