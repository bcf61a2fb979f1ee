using System.Linq;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>Code that only one thread can be in, by the way it is written.</summary>
internal static class OneThread
{
    /// <summary>Whether a method is called on an object that the same code has just made, and given to nobody yet.</summary>
    public static bool IsOfNewObject(MethodUse use)
    {
        if (use.Method.DeclaredAccessibility != Accessibility.Private) return false;
        if (use.Operation is not IInvocationOperation { Instance: ILocalReferenceOperation on } call) return false;
        var body = Surroundings.Body(call);
        return Surroundings.DeclaredValue(on, body) is IObjectCreationOperation
            && !body.Descendants().OfType<ILocalReferenceOperation>().Any(other => ThreadingTypes.Same(other.Local, on.Local)
                && other.Syntax.SpanStart < call.Syntax.SpanStart && !IsReceiver(other));
    }

    /// <summary>
    /// Whether only the first call gets past its first statement, <c>if (Interlocked.Exchange(ref _started, 1) != 0) throw</c>.
    /// </summary>
    public static bool IsOnce(BodyFacts body) =>
        body.Root.DescendantsAndSelf().OfType<IBlockOperation>().FirstOrDefault() is { } block
        && block.Operations.FirstOrDefault() is IConditionalOperation first
        && first.Condition.Descendants().Any(part => part is IInvocationOperation
        {
            TargetMethod: { Name: "Exchange" or "CompareExchange", ContainingType.Name: "Interlocked" }
        } call && call.Arguments.Skip(1).All(argument => argument.Value.ConstantValue.HasValue))
        && Last(first.WhenTrue)
            is IThrowOperation or IReturnOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    private static IOperation? Last(IOperation branch) =>
        branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch;

    private static bool IsReceiver(IOperation use) =>
        (use.Parent is IInvocationOperation call && call.Instance == use)
        || (use.Parent is IMemberReferenceOperation member && member.Instance == use);
}
