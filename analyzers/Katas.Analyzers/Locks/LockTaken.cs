using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locks;

/// <summary>A place where a lock is taken.</summary>
/// <param name="Body">The code that takes it.</param>
/// <param name="Taken">How.</param>
internal sealed record LockTaken(BodyFacts Body, Acquisition Taken)
{
    /// <summary>What holds the lock object; of a property that only names a field, the field.</summary>
    public ISymbol Holder { get; } = FieldBehind(Taken.Lock.Symbol.OriginalDefinition);

    /// <summary>Whether it is an element of what holds it, or something else that the source leaves open.</summary>
    public bool IsSome => Taken.Lock.IsSome;

    /// <summary>The expression that names the lock.</summary>
    public IOperation Expression => Taken.Operation switch
    {
        ILockOperation statement => statement.LockedValue,
        IInvocationOperation { Instance: { } instance } => instance,
        IInvocationOperation { Arguments: { Length: > 0 } arguments } => arguments[0].Value,
        var other => other,
    };

    private static ISymbol FieldBehind(ISymbol symbol)
    {
        if (symbol is not IPropertySymbol { SetMethod: null, DeclaringSyntaxReferences: { Length: 1 } declared }) return symbol;
        if (declared[0].GetSyntax() is not PropertyDeclarationSyntax property) return symbol;
        var getter = property.AccessorList?.Accessors.FirstOrDefault(one => one.IsKind(SyntaxKind.GetAccessorDeclaration));
        var value = property.ExpressionBody?.Expression ?? getter?.ExpressionBody?.Expression
            ?? (getter?.Body?.Statements.FirstOrDefault() as ReturnStatementSyntax)?.Expression;
        var name = value switch
        {
            IdentifierNameSyntax plain => plain.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own => own.Name.Identifier.ValueText,
            _ => null,
        };
        return (name is null ? null : symbol.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()) ?? symbol;
    }
}
