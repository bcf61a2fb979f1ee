using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Analyzers.Locksets;

/// <summary>Tells whether code beside a type, in the same file, hands one object of it to several threads.</summary>
/// <remarks>
/// A rule sees one type at a time, and a small program has its counter in one class and its threads in another. Here names are
/// enough: a local that is made by <c>new Counter()</c>, and two lambdas for threads that call it, or one in a loop.
/// </remarks>
internal static class CalledByThreads
{
    /// <summary>Whether it does, with no lock around the calls, and without waiting for one before the next.</summary>
    public static bool Is(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences is not { Length: 1 } places || type.IsStatic) return false;
        var declared = places[0].GetSyntax();
        var root = declared.SyntaxTree.GetRoot();
        return root.DescendantNodes(node => node != declared).OfType<BaseObjectCreationExpressionSyntax>()
            .Where(made => IsOf(made, type.Name)).Any(made => IsShared(made, type));
    }

    private static bool IsOf(BaseObjectCreationExpressionSyntax made, string name) => made switch
    {
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax written } => written.Identifier.ValueText == name,
        { Parent.Parent.Parent: VariableDeclarationSyntax { Type: SimpleNameSyntax written } } =>
            written.Identifier.ValueText == name,
        _ => false,
    };

    private static bool IsShared(BaseObjectCreationExpressionSyntax made, INamedTypeSymbol type)
    {
        if (made.Parent is not EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax local } variable
            }) return false;
        var scope = local.Parent is GlobalStatementSyntax global ? global.Parent : local.Parent;
        var uses = scope?.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(use => use.Identifier.ValueText == variable.Identifier.ValueText && IsCall(use, type))
            .Select(use => (Use: use, Spawn: Spawn(use, scope))).Where(one => one.Spawn is not null).ToList();
        if (uses is null || uses.Exists(one => IsUnderLock(one.Use))) return false;
        var spawns = uses.Select(one => one.Spawn!).Distinct().ToList();
        return spawns.Count > 1 || spawns.Exists(spawn => IsParallel(spawn) || IsRepeated(spawn, scope!));
    }

    /// <summary>Whether a method of the type is called, or handed to a thread.</summary>
    private static bool IsCall(IdentifierNameSyntax use, INamedTypeSymbol type) =>
        use.Parent is MemberAccessExpressionSyntax member && member.Expression == use
        && type.GetMembers(member.Name.Identifier.ValueText).Any(one => one is IMethodSymbol);

    /// <summary>The call that starts the thread in whose code a place is; null where it is awaited, or there is none.</summary>
    private static ExpressionSyntax? Spawn(SyntaxNode use, SyntaxNode scope)
    {
        foreach (var around in use.Ancestors().TakeWhile(node => node != scope))
        {
            var argument = around as ArgumentSyntax;
            if (argument?.Parent?.Parent is not ExpressionSyntax call || !Starts(call)) continue;
            return call.Parent is AwaitExpressionSyntax && !IsParallel(call) ? null : call;
        }

        return null;
    }

    private static bool Starts(ExpressionSyntax call) => call switch
    {
        InvocationExpressionSyntax { Expression: { } called } => called.ToString()
            is "Task.Run" or "Task.Factory.StartNew" or "ThreadPool.QueueUserWorkItem" || IsParallel(call),
        ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "Thread" } } => true,
        _ => false,
    };

    private static bool IsParallel(ExpressionSyntax call) => call is InvocationExpressionSyntax { Expression: { } called }
        && called.ToString() is "Parallel.For" or "Parallel.ForEach" or "Parallel.ForEachAsync" or "Parallel.ForAsync"
            or "Parallel.Invoke";

    /// <summary>Whether it is done again before the object is gone: in a loop, or for each element of a sequence.</summary>
    private static bool IsRepeated(ExpressionSyntax spawn, SyntaxNode scope) =>
        spawn.Ancestors().TakeWhile(node => node != scope).Any(node =>
            node is ForStatementSyntax or CommonForEachStatementSyntax || IsForEach(node));

    private static bool IsForEach(SyntaxNode node) => node is LambdaExpressionSyntax
    {
        Parent.Parent.Parent: InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" or "ForEach" }
        }
    };

    private static bool IsUnderLock(SyntaxNode use) => use.Ancestors().OfType<LockStatementSyntax>().Any();
}
