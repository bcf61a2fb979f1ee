using System.Linq;
using Katas.Analyzers.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Resources;

/// <summary>A queue and a signal: the producer puts an item in and wakes a consumer, and never waits for room.</summary>
internal static class HandMadeQueue
{
    private static readonly string[] Bounds =
        ["capacity", "limit", "bound", "maxlength", "maxcount", "maxsize", "maxpending", "maxqueued"];

    /// <summary>Reports where it puts the item in, if nothing there asks how many there are.</summary>
    public static void Check(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "Enqueue", ContainingType: { Name: "ConcurrentQueue" or "Queue" } type }
            || call.Instance is not { } queue
            || Surroundings.Named(queue) is not IFieldSymbol { DeclaredAccessibility: Accessibility.Private } field) return;
        // Who calls a helper may have waited for room.
        if (context.ContainingSymbol is { DeclaredAccessibility: Accessibility.Private }) return;
        // A queue of those who wait is as long as there are callers.
        if (type.TypeArguments.Any(item => item.Name == "TaskCompletionSource") || Surroundings.IsOnlyDescribed(call)) return;
        var body = Surroundings.Body(call);
        if (!body.Descendants().Any(one => one is IInvocationOperation signal && IsSignal(signal)
            && signal.Syntax.SpanStart > call.Syntax.SpanStart)) return;
        if (body.Descendants().Any(one => IsBound(one, field)) || IsCounted(field)) return;
        context.ReportDiagnostic(Diagnostic.Create(UnboundedQueue.Rule, call.Syntax.GetLocation(), $"The queue '{field.Name}'"));
    }

    private static bool IsSignal(IInvocationOperation call) => call.TargetMethod is
        { Name: "Release", ContainingType.Name: "SemaphoreSlim" or "Semaphore" }
        or { Name: "Pulse" or "PulseAll", ContainingType.Name: "Monitor" }
        or
        {
            Name: "Set",
            ContainingType.Name: "ManualResetEventSlim" or "AutoResetEvent" or "ManualResetEvent" or "EventWaitHandle"
        };

    /// <summary>Whether it looks how many there are, or waits until there is room.</summary>
    private static bool IsBound(IOperation operation, IFieldSymbol queue) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: "Count" or "CurrentCount", Instance: { } counted } =>
            counted.Type?.Name is "SemaphoreSlim" || ThreadingTypes.Same(Surroundings.Named(counted), queue),
        IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAsync" or "WaitOne" or "TryEnter" } } => true,
        IInvocationOperation { TargetMethod.ContainingType.Name: "Interlocked" } => true,
        _ => false,
    };

    /// <summary>Whether the class counts items by a field of its own, such as <c>_count == _capacity</c>.</summary>
    private static bool IsCounted(IFieldSymbol queue) => queue.ContainingType.GetMembers().Any(member =>
        member is IFieldSymbol or IPropertySymbol && Bounds.Contains(member.Name.TrimStart('_').ToLowerInvariant()));
}
