using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Cancellation;

/// <summary>KATA0504: the wall clock decides whether a deadline has passed or a lease has ended.</summary>
/// <remarks>
/// The wall clock is set: by people, by a time server, when a virtual machine wakes up. A lease that ends at 12:00:10 ends at
/// once when the clock leaps forward, and lasts an hour longer when it is set back.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WallClockDeadline : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0504",
        "Wall clock used for a deadline or a lease",
        "'{0}' decides by the wall clock how much time has passed: when that clock is set, it comes at once or much too late;"
        + " take TimeProvider.GetTimestamp at the start and ask GetElapsedTime",
        "Cancellation",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0504.md");

    private static readonly Regex Limit = new("deadline|lease|timeout", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolStartAction(Start, SymbolKind.NamedType);
    }

    private static void Start(SymbolStartAnalysisContext context)
    {
        // The code of a nested type comes by with the type around it.
        if (context.Symbol.ContainingType is not null) return;
        var assignments = new ConcurrentBag<(ISymbol Variable, IOperation Value)>();
        var decisions = new ConcurrentBag<IOperation>();
        var changes = new ConcurrentBag<IAssignmentOperation>();
        context.RegisterOperationAction(
            found => Note(found.Operation, assignments),
            OperationKind.SimpleAssignment, OperationKind.VariableDeclarator, OperationKind.FieldInitializer,
            OperationKind.PropertyInitializer, OperationKind.CoalesceAssignment, OperationKind.Argument, OperationKind.Return,
            OperationKind.Tuple, OperationKind.IsPattern);
        context.RegisterOperationAction(
            found => changes.Add((IAssignmentOperation)found.Operation),
            OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
        context.RegisterOperationAction(found => decisions.Add(found.Operation), OperationKind.Binary, OperationKind.Invocation);
        context.RegisterSymbolEndAction(end => Nesting.Within(() =>
        {
            var clock = new WallClock([.. assignments]).Follow();
            foreach (var decision in decisions.Where(one => Decides(one, clock) && !Surroundings.IsOnlyDescribed(one)))
            {
                Report(decision, end);
            }

            // A bucket that is filled by the clock decides whenever somebody takes from it.
            var amounts = changes.Where(IsOfState).Select(change => clock.Grown(change.Value)).OfType<IOperation>();
            foreach (var amount in amounts.Distinct()) Report(amount, end);
        }));
    }

    private static void Report(IOperation decision, SymbolAnalysisContext context)
    {
        var words = decision.Syntax.ToString().Split('\n')[0].Trim();
        context.ReportDiagnostic(Diagnostic.Create(Rule, decision.Syntax.GetLocation(), words));
    }

    private static bool IsOfState(IAssignmentOperation change) =>
        change.Target is IFieldReferenceOperation or IPropertyReferenceOperation;

    private static void Note(IOperation operation, ConcurrentBag<(ISymbol Variable, IOperation Value)> assignments)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true } element } kept
                when WallClock.Holder(element.Instance) is { } holder:
                assignments.Add((holder, kept.Value));
                break;
            case IAssignmentOperation assignment when Surroundings.Named(assignment.Target) is { } target:
                assignments.Add((target, assignment.Value));
                break;
            case IVariableDeclaratorOperation local when local.GetVariableInitializer() is { } initializer:
                assignments.Add((local.Symbol, initializer.Value));
                break;
            // if (_openUntil is { } until && now < until)
            case IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: { } named } } pattern:
                assignments.Add((named, pattern.Value));
                break;
            case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } named } } pattern:
                assignments.Add((named, pattern.Value));
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields) assignments.Add((field, initializer.Value));
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties) assignments.Add((property, initializer.Value));
                break;
            case ITupleOperation tuple:
                foreach (var (field, value) in Parts(tuple)) assignments.Add((field, value));
                break;
            case IArgumentOperation
            {
                Parameter: { } parameter, Parent: IInvocationOperation { Instance: { } collection }
            } argument when WallClock.Holder(collection) is { } holder:
                if (parameter.RefKind == RefKind.None) assignments.Add((holder, argument.Value));
                else if (Declared(argument.Value) is { } taken) assignments.Add((taken, collection));
                break;
            case IArgumentOperation
            {
                Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } made } part
            } argument when PropertyOf(made, part) is { } property:
                assignments.Add((property, argument.Value));
                break;
            case IArgumentOperation { Parameter: { } parameter } argument when IsPrivate(parameter.ContainingSymbol):
                assignments.Add((parameter, argument.Value));
                break;
            case IReturnOperation { ReturnedValue: { } value } when Getter(operation) is { } getter:
                assignments.Add((getter, value));
                break;
        }
    }

    private static bool IsPrivate(ISymbol? method) => method is IMethodSymbol
    {
        DeclaredAccessibility: Accessibility.Private, DeclaringSyntaxReferences.IsEmpty: false
    };

    /// <summary>The elements of a tuple, by the names that its type has where it goes.</summary>
    private static IEnumerable<(ISymbol Field, IOperation Value)> Parts(ITupleOperation tuple)
    {
        IOperation whole = tuple;
        while (whole.Parent is IConversionOperation conversion) whole = conversion;
        return whole.Type is INamedTypeSymbol { IsTupleType: true } type && type.TupleElements.Length == tuple.Elements.Length
            ? type.TupleElements.Zip(tuple.Elements, (field, value) => ((ISymbol)field, value))
            : [];
    }

    private static ISymbol? Declared(IOperation argument) => argument is IDeclarationExpressionOperation { Expression: { } local }
        ? Surroundings.Named(local)
        : Surroundings.Named(argument);

    /// <summary>The property that a record makes of a parameter.</summary>
    private static IPropertySymbol? PropertyOf(IMethodSymbol constructor, IParameterSymbol parameter) =>
        constructor.ContainingType.IsRecord
            ? constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault()
            : null;

    /// <summary>The property, or the method without parameters, whose value is returned; null in any other code.</summary>
    private static ISymbol? Getter(IOperation returned)
    {
        if (Surroundings.Body(returned) is IAnonymousFunctionOperation or ILocalFunctionOperation) return null;
        var member = returned.SemanticModel?.GetEnclosingSymbol(returned.Syntax.SpanStart) as IMethodSymbol;
        return member is { Parameters.IsEmpty: true } ? member.AssociatedSymbol ?? member : null;
    }

    private static bool Decides(IOperation operation, WallClock clock) => operation switch
    {
        IBinaryOperation
        {
            OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan
                or BinaryOperatorKind.GreaterThanOrEqual
        } comparison => Compares(comparison.LeftOperand, comparison.RightOperand, clock),
        IInvocationOperation { TargetMethod.Name: "CompareTo", Instance: { } left, Arguments: { Length: 1 } right } =>
            Compares(left, right[0].Value, clock),
        IInvocationOperation { TargetMethod: { } method } call =>
            IsTimed(method) && call.Arguments.Any(argument => clock.Elapsed(argument.Value) is not null),
        _ => false,
    };

    private static bool Compares(IOperation left, IOperation right, WallClock clock)
    {
        if (clock.Elapsed(left) is not null || clock.Elapsed(right) is not null) return true;
        var (now, then) = (clock.Read(left), clock.Read(right));
        if (!WallClock.IsInstant(left.Type) || !WallClock.IsInstant(right.Type)) return now is not null && then is not null;
        // A date that comes from elsewhere, such as a certificate's or an order's, is one of the calendar.
        return now is not null ? then is not null || IsLimit(right) : then is not null && IsLimit(left);
    }

    private static bool IsLimit(IOperation value) => Surroundings.Named(value) is { } named && Limit.IsMatch(named.Name);

    /// <summary>Whether it waits for a length of time.</summary>
    private static bool IsTimed(IMethodSymbol method) =>
        method.Name is "Delay" or "CancelAfter" or "Sleep" or "TryEnter" or "WaitOne" or "Wait" or "WaitAsync" or "WaitAny"
            or "WaitAll" or "TryTake" or "TryAdd" or "Join" or "SpinUntil" or "TryAcquire"
        || method is { Name: "Change", ContainingType.Name: "Timer" or "ITimer" };
}
