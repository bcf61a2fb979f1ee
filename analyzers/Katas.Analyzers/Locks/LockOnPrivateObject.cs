using System.Collections.Immutable;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locks;

/// <summary>KATA0001: a lock on something that others can lock too, or that is another object each time.</summary>
/// <remarks>
/// Whoever can reach the object can hold the lock, and then wait for a lock that you hold: a deadlock that neither
/// side's code shows. A boxed value is a new object at every use, so it excludes nobody.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockOnPrivateObject : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new(
        "KATA0001",
        "Lock on a private object",
        "{0}; lock on a private readonly object instead",
        "Locks",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: "docs/rules/KATA0001.md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(
            lockContext => Check(lockContext, ((ILockOperation)lockContext.Operation).LockedValue), OperationKind.Lock);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName("System.Threading.Monitor") is not { } monitor) return;
            start.RegisterOperationAction(call => CheckMonitor(call, monitor), OperationKind.Invocation);
        });
    }

    private static void CheckMonitor(OperationAnalysisContext context, INamedTypeSymbol monitor)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("Enter" or "TryEnter") || call.Arguments.IsEmpty) return;
        if (SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, monitor))
            Check(context, call.Arguments[0].Value);
    }

    private static void Check(OperationAnalysisContext context, IOperation locked)
    {
        if (Reason(locked) is { } reason)
            context.ReportDiagnostic(Diagnostic.Create(Rule, locked.Syntax.GetLocation(), reason));
    }

    private static string? Reason(IOperation locked)
    {
        var value = Made(locked);
        while (value is IConversionOperation conversion)
        {
            if (conversion.Operand.Type is { IsValueType: true } && value.Type is { IsReferenceType: true })
                return $"each use boxes '{conversion.Operand.Syntax}' into a new object, so this lock excludes nobody";
            value = conversion.Operand;
        }

        return value switch
        {
            IInstanceReferenceOperation => "anyone who holds this object can lock 'this' too",
            { Type.SpecialType: SpecialType.System_String } =>
                $"equal strings may be one object in the whole process, so anyone can lock '{value.Syntax}' too",
            { Type: { } type } when IsSystemType(type) => $"any code in the process can lock '{value.Syntax}' too",
            IFieldReferenceOperation { Field: { } field } when IsOpen(field) => NotPrivate(field),
            IPropertyReferenceOperation { Property: { DeclaringSyntaxReferences.IsEmpty: false } property }
                when IsOpen(property) => NotPrivate(property),
            _ => null,
        };
    }

    private static string NotPrivate(ISymbol holder) => $"'{holder.Name}' is not private, so others can lock it too";

    /// <summary>What a local was made of: <c>object key = row; lock (key)</c> locks a new box each time.</summary>
    private static IOperation Made(IOperation locked)
    {
        if (locked is not ILocalReferenceOperation local) return locked;
        return Surroundings.DeclaredValue(local, Surroundings.Body(locked)) is { } value
            && value is IConversionOperation or IInstanceReferenceOperation or ITypeOfOperation or ILiteralOperation
            ? value
            : locked;
    }

    /// <summary>Whether code of another assembly, or outside of the private class that has it, may get at a member.</summary>
    /// <remarks>An internal lock is one that several types of an assembly share, and they know of each other.</remarks>
    internal static bool IsOpen(ISymbol member)
    {
        for (var around = member.ContainingType; around is not null; around = around.ContainingType)
            if (around.DeclaredAccessibility == Accessibility.Private) return false;
        return member.DeclaredAccessibility
            is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
    }

    private static bool IsSystemType(ITypeSymbol type) =>
        type is { Name: "Type", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
