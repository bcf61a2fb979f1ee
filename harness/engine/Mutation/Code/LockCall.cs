using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>What kind of lock it is, and in which mode.</summary>
internal enum LockKind
{
    /// <summary><see cref="System.Threading.Monitor"/>, also behind a <c>lock</c> statement.</summary>
    Monitor,

    /// <summary><see cref="System.Threading.Lock"/>.</summary>
    Lock,

    /// <summary>A semaphore; whether of one permit is not asked.</summary>
    Semaphore,

    /// <summary><see cref="System.Threading.SpinLock"/>.</summary>
    Spin,

    /// <summary><see cref="System.Threading.Mutex"/>.</summary>
    Mutex,

    /// <summary>The shared mode of a reader-writer lock.</summary>
    Read,

    /// <summary>The exclusive mode of a reader-writer lock.</summary>
    Write,

    /// <summary>The mode of a reader-writer lock that may become exclusive.</summary>
    Upgradeable,
}

/// <summary>A call that takes a lock or gives it back.</summary>
/// <param name="Kind">Which kind of lock.</param>
/// <param name="Call">The call.</param>
/// <param name="Gate">The lock; <see langword="null"/> where a method takes it whose arguments do not say which.</param>
/// <param name="IsIndirect">Whether a method of the same file takes the lock and does not give it back.</param>
internal sealed record LockCall(LockKind Kind, InvocationExpressionSyntax Call, ExpressionSyntax? Gate, bool IsIndirect = false)
{
    private static readonly Dictionary<(string Type, string Method), LockKind> Acquiring = new()
    {
        [("System.Threading.Monitor", "Enter")] = LockKind.Monitor,
        [("System.Threading.Monitor", "TryEnter")] = LockKind.Monitor,
        [("System.Threading.Lock", "Enter")] = LockKind.Lock,
        [("System.Threading.Lock", "TryEnter")] = LockKind.Lock,
        [("System.Threading.SemaphoreSlim", "Wait")] = LockKind.Semaphore,
        [("System.Threading.SemaphoreSlim", "WaitAsync")] = LockKind.Semaphore,
        [("System.Threading.Semaphore", "WaitOne")] = LockKind.Semaphore,
        [("System.Threading.SpinLock", "Enter")] = LockKind.Spin,
        [("System.Threading.SpinLock", "TryEnter")] = LockKind.Spin,
        [("System.Threading.Mutex", "WaitOne")] = LockKind.Mutex,
        [("System.Threading.ReaderWriterLockSlim", "EnterReadLock")] = LockKind.Read,
        [("System.Threading.ReaderWriterLockSlim", "TryEnterReadLock")] = LockKind.Read,
        [("System.Threading.ReaderWriterLockSlim", "EnterWriteLock")] = LockKind.Write,
        [("System.Threading.ReaderWriterLockSlim", "TryEnterWriteLock")] = LockKind.Write,
        [("System.Threading.ReaderWriterLockSlim", "EnterUpgradeableReadLock")] = LockKind.Upgradeable,
        [("System.Threading.ReaderWriterLockSlim", "TryEnterUpgradeableReadLock")] = LockKind.Upgradeable,
    };

    private static readonly Dictionary<(string Type, string Method), LockKind> Releasing = new()
    {
        [("System.Threading.Monitor", "Exit")] = LockKind.Monitor,
        [("System.Threading.Lock", "Exit")] = LockKind.Lock,
        [("System.Threading.SemaphoreSlim", "Release")] = LockKind.Semaphore,
        [("System.Threading.Semaphore", "Release")] = LockKind.Semaphore,
        [("System.Threading.SpinLock", "Exit")] = LockKind.Spin,
        [("System.Threading.Mutex", "ReleaseMutex")] = LockKind.Mutex,
        [("System.Threading.ReaderWriterLockSlim", "ExitReadLock")] = LockKind.Read,
        [("System.Threading.ReaderWriterLockSlim", "ExitWriteLock")] = LockKind.Write,
        [("System.Threading.ReaderWriterLockSlim", "ExitUpgradeableReadLock")] = LockKind.Upgradeable,
    };

    /// <summary>The call as one that takes a lock; a method of the same file that takes one and keeps it counts.</summary>
    public static LockCall? Acquire(InvocationExpressionSyntax call, SemanticModel model) =>
        Direct(call, model, Acquiring) ?? Indirect(call, model);

    /// <summary>The call as one that gives a lock back.</summary>
    public static LockCall? Release(InvocationExpressionSyntax call, SemanticModel model) => Direct(call, model, Releasing);

    /// <summary>The first call in a node that gives back a lock of that kind.</summary>
    public static LockCall? ReleaseIn(SyntaxNode node, LockCall taken, SemanticModel model) =>
        Calls.OwnNodes(node).OfType<InvocationExpressionSyntax>().Select(call => Release(call, model))
            .FirstOrDefault(given => given is not null && given.Fits(taken));

    /// <summary>The lock whose <c>EnterScope</c> an expression calls.</summary>
    public static ExpressionSyntax? Scope(ExpressionSyntax? expression, SemanticModel model) =>
        expression is InvocationExpressionSyntax call
        && Calls.Of(call, model) == ("System.Threading.Lock", "EnterScope") ? Calls.Receiver(call) : null;

    /// <summary>Takes a lock as a statement of its own, or <c>if (!taken) throw</c>.</summary>
    public static LockCall? AcquireAs(StatementSyntax? statement, SemanticModel model)
    {
        var taking = statement switch
        {
            ExpressionStatementSyntax { Expression: var expression } => expression,
            IfStatementSyntax
            {
                Else: null,
                Condition: PrefixUnaryExpressionSyntax { OperatorToken.ValueText: "!", Operand: var tried },
                Statement: var refusal,
            } when Statements.AlwaysLeaves(refusal) => tried,
            _ => null,
        };
        return taking is not null && Calls.In(taking) is { } call ? Acquire(call, model) : null;
    }

    /// <summary>Whether the one gives back what the other takes, by its text; by its kind where a method took it.</summary>
    public bool Fits(LockCall taken) =>
        Kind == taken.Kind && (taken.IsIndirect || SyntaxFactory.AreEquivalent(Gate, taken.Gate));

    private static LockCall? Direct(
        InvocationExpressionSyntax call, SemanticModel model, Dictionary<(string, string), LockKind> known)
    {
        if (Calls.Of(call, model) is not { } called) return null;
        var receiver = Calls.Receiver(call);
        if (called.Type == "System.Threading.Monitor")
            receiver = call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        else if (called.Method == "WaitOne" && receiver is not null && model.GetTypeInfo(receiver).Type is { } type)
            called = (Calls.NameOf(type), called.Method);
        return receiver is not null && known.TryGetValue(called, out var kind) ? new(kind, call, receiver) : null;
    }

    private static LockCall? Indirect(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method) return null;
        if (Calls.SourceOf(method, model) is not { } source) return null;
        var inner = Calls.OwnNodes(source).OfType<InvocationExpressionSyntax>().ToList();
        if (inner.Exists(each => Direct(each, model, Releasing) is not null)) return null;
        var takes = inner.Select(each => Direct(each, model, Acquiring)).OfType<LockCall>().ToList();
        return takes is [var taken]
            ? new(taken.Kind, call, call.ArgumentList.Arguments is [var only] ? only.Expression : null, IsIndirect: true)
            : null;
    }
}
