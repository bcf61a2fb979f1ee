using Katas.Engine.Mutation.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Operators;

/// <summary>What lets others in comes a statement too early.</summary>
/// <remarks>
/// Only what another thread can see by it: nothing that is under a lock on both sides, nothing in a constructor, and nothing
/// in a type in which no thread meets another.
/// </remarks>
internal sealed class PublishEarly : IMutationOperator
{
    private static readonly string[] Signals =
    [
        "System.Threading.EventWaitHandle", "System.Threading.ManualResetEventSlim", "System.Threading.SemaphoreSlim",
        "System.Threading.Semaphore", "System.Threading.CountdownEvent",
    ];

    public string Name => "publish-early";

    public string Plants => "another thread sees that it is ready, and it is not";

    public string MayBeEquivalent =>
        "Whoever sees the one waits for the other in another way, such as a lock that is held until both are done.";

    public IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model) =>
        from pair in Places.Neighbours(file)
        where pair.Second is ExpressionStatementSyntax && IsWork(pair.First, model)
        let publication = ((ExpressionStatementSyntax)pair.Second).Expression
        where pair.Second.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null && Publishes(publication, model)
        where !(EndsTask(pair.First, model) && EndsTask(pair.Second, model))
        where Order.MayPass(pair.Second, [pair.First], model)
        select Places.Ahead(pair.First, pair.Second);

    private static bool IsWork(StatementSyntax statement, SemanticModel model) => statement switch
    {
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => model.Called(call) is { } method
            && !method.ContainingType.IsA("System.Exception")
            && method.ContainingType.FullName() != "System.Diagnostics.Debug",
        ExpressionStatementSyntax => true,
        ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or IfStatementSyntax or LockStatementSyntax =>
            !Places.MayLeave(statement),
        _ => false,
    };

    private static bool Publishes(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment =>
            model.Named(assignment.Left) is { } member
            && (member is IFieldSymbol { IsVolatile: true } || IsSeen(member, assignment, model)),
        InvocationExpressionSyntax call => model.Called(call) is { } method && PublishesBy(call, method, model),
        _ => false,
    };

    private static bool PublishesBy(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        if (method.IsOf("System.Threading.Volatile")) return method.Name == "Write";
        if (method.IsOf("System.Threading.Interlocked")) return method.Name != "MemoryBarrier";
        if (Sharing.InLock(call, model)) return false; // who is woken by it waits for the lock
        if (Protocol.Ends(method)) return true;
        if (method.Name is "Set" or "Release" or "Signal" && method.IsOf(Signals)) return true;
        if (method.Name is not ("Add" or "TryAdd" or "Enqueue" or "Push" or "TryWrite" or "AddLast" or "AddFirst")) return false;
        return method.ContainingType.IsA("System.Threading.Channels.ChannelWriter")
            || method.ContainingType.FullName().StartsWith("System.Collections.Concurrent.", StringComparison.Ordinal)
            || (call.Receiver() is { } receiver && model.Named(receiver) is { } collection && IsSeen(collection, call, model));
    }

    /// <summary>Whether a thread that holds no lock may look at the member while this runs.</summary>
    private static bool IsSeen(ISymbol member, SyntaxNode publication, SemanticModel model) =>
        member is IFieldSymbol or IPropertySymbol
        && publication.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && Meaning.Same(member.ContainingType, model.GetDeclaredSymbol(type))
        && Sharing.IsForThreads(type, model)
        && Sharing.IsReadUnlocked(member, type, model);

    private static bool EndsTask(StatementSyntax statement, SemanticModel model) =>
        model.Calls(statement, Protocol.Ends, depth: 0);
}
