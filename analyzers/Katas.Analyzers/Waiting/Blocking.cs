using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Waiting;

/// <summary>The framework's members that hold up the calling thread until another one has done something.</summary>
internal static class Blocking
{
    /// <summary>Whether it waits, for longer than no time at all. <c>Monitor.Wait</c> is not among them.</summary>
    public static bool Is(MethodUse use) => use.IsCall && !use.Operation.IsImplicit && IsWait(use) && !IsDone(use.Operation);

    /// <summary>As a message names it.</summary>
    public static string Name(MethodUse use) =>
        use.Method.ContainingType.Name + "." + (use.Method.AssociatedSymbol?.Name ?? use.Method.Name);

    /// <summary>Whether a call is told not to wait at all.</summary>
    public static bool IsInstant(IOperation operation) =>
        operation is IInvocationOperation call && call.Arguments.Any(argument => !argument.IsImplicit
            && (argument.Value.ConstantValue is { HasValue: true, Value: 0 }
                || PlainField(argument.Value) is { Name: "Zero", ContainingType.Name: "TimeSpan" }));

    private static bool IsWait(MethodUse use)
    {
        var (type, method) = (use.Method.ContainingType, use.Method);
        if (type is null || !IsFramework(type)) return false;
        return (type.Name, method.Name) switch
        {
            ("Task", "Wait" or "WaitAll" or "WaitAny") => !IsInstant(use.Operation),
            ("Task" or "ValueTask", "get_Result") => true,
            ("TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter", "GetResult") => true,
            ("Thread", "Join" or "Sleep") => !IsInstant(use.Operation),
            ("WaitHandle", "WaitOne" or "WaitAll" or "WaitAny") => !IsInstant(use.Operation),
            ("ManualResetEventSlim" or "CountdownEvent" or "SemaphoreSlim", "Wait") => !IsInstant(use.Operation),
            ("Barrier", "SignalAndWait") => !IsInstant(use.Operation),
            ("SpinWait", "SpinUntil") => !IsInstant(use.Operation),
            ("Process", "WaitForExit") => !IsInstant(use.Operation),
            ("BlockingCollection", "Take" or "TakeFromAny" or "GetConsumingEnumerable") => true,
            ("BlockingCollection", "TryTake") => method.Parameters.Length > 1 && !IsInstant(use.Operation),
            _ => false,
        };
    }

    /// <summary>Whether the code has awaited the task, or asked whether it is done: then its result is there.</summary>
    private static bool IsDone(IOperation operation)
    {
        var task = operation switch
        {
            IPropertyReferenceOperation property => property.Instance,
            IInvocationOperation { TargetMethod.Name: "GetResult" } call => PathTo(call),
            _ => null,
        };
        if (task is null) return false;
        var text = task.Syntax.ToString();
        return operation.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && member.DescendantNodes().Any(node => node switch
            {
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: { } name } access =>
                    (name.StartsWith("IsCompleted", System.StringComparison.Ordinal) || name == "Status")
                    && access.Expression.ToString() == text,
                AwaitExpressionSyntax awaited => awaited.DescendantNodes().OfType<ExpressionSyntax>().Any(e =>
                    e.ToString() == text),
                _ => false,
            });
    }

    private static IOperation? PathTo(IInvocationOperation result)
    {
        var task = result.Instance;
        while (task is IInvocationOperation { TargetMethod.Name: "GetAwaiter" or "ConfigureAwait", Instance: { } inner }) task =
            inner;
        return task;
    }

    private static IFieldSymbol? PlainField(IOperation value) =>
        value is IConversionOperation conversion ? PlainField(conversion.Operand) : (value as IFieldReferenceOperation)?.Field;

    private static bool IsFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space?.Name == "System";
    }
}
