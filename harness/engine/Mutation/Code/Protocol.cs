using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Katas.Engine.Mutation.Code;

/// <summary>What a program tells others, and what it puts on a disk.</summary>
internal static class Protocol
{
    private static readonly string[] Keeping =
        ["Append", "Write", "Replace", "Rename", "SetLength", "Flush", "Save", "Persist", "Store", "Commit", "Put"];

    private static readonly string[] Telling = ["Send", "Reply", "Respond", "Ack", "Publish", "Notify", "Confirm", "Answer"];

    /// <summary>Whether a method makes something outlast a crash: a disk's, a stream's, or a contract's of such a name.</summary>
    public static bool Keeps(IMethodSymbol method) => Begins(method, Keeping)
        && (method.ContainingType.FullName() is "Katas.Simulation.StorageExtensions" or "System.IO.RandomAccess"
            || method.ContainingType.IsA("System.IO.Stream")
            || IsContract(method.ContainingType));

    /// <summary>Whether a method tells somebody else something: a message, an answer, the end of a task.</summary>
    public static bool Tells(IMethodSymbol method) =>
        (IsContract(method.ContainingType) && Begins(method, Telling)) || Ends(method);

    /// <summary>Whether a method ends a task that somebody may be waiting for.</summary>
    public static bool Ends(IMethodSymbol method) =>
        method.IsOf("System.Threading.Tasks.TaskCompletionSource")
        && Begins(method, ["Set", "TrySet"]);

    /// <summary>Whether code calls such a method, itself or through methods of the same file; lambdas run another time.</summary>
    public static bool Calls(this SemanticModel model, SyntaxNode code, Func<IMethodSymbol, bool> wanted, int depth = 3) =>
        code.DescendantNodesAndSelf(Places.InSameMethod).OfType<InvocationExpressionSyntax>()
            .Select(model.Called).OfType<IMethodSymbol>()
            .Any(method => wanted(method) || (depth > 0 && method.DeclaringSyntaxReferences is [var declared]
                && declared.SyntaxTree == model.SyntaxTree && model.Calls(declared.GetSyntax(), wanted, depth - 1)));

    private static bool IsContract(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface && !type.FullName().StartsWith("System.", StringComparison.Ordinal);

    private static bool Begins(IMethodSymbol method, string[] words) =>
        words.Any(word => method.Name.StartsWith(word, StringComparison.Ordinal));
}
