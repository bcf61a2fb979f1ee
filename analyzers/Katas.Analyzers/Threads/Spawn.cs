using System;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Threads;

/// <summary>A place where code starts other code beside itself.</summary>
/// <param name="Starter">The code around the place.</param>
/// <param name="Started">What runs beside it.</param>
/// <param name="Site">The lambda, the method or local that is named there, or the call of an async method.</param>
/// <param name="IsOverlapping">Whether it runs beside itself too: in a loop, a timer, <c>Parallel</c>.</param>
internal sealed record Spawn(BodyFacts Starter, BodyFacts Started, IOperation Site, bool IsOverlapping)
{
    private static readonly string[] OfInterfaces =
    [
        "Form", "Control", "Window", "Page", "ComponentBase", "DispatcherObject", "ViewModelBase", "ObservableObject",
        "Activity", "BindableObject",
    ];

    /// <summary>The lambda or method that is named, where a local holds it that is the site; else the site.</summary>
    public IOperation Function { get; init; } = Site;

    /// <summary>The call or the creation that gets the delegate, or the task; null where that stands elsewhere.</summary>
    public IOperation? Call { get; } = CallOf(Site);

    /// <summary>Where in the source the other code may begin to run: a thread does at its <c>Start</c>.</summary>
    public int Begin => ThreadStart() ?? Site.Syntax.SpanStart;

    /// <summary>Whether it is the call of an async method that nobody waits for there.</summary>
    public bool IsCall => Site is IInvocationOperation;

    /// <summary>
    /// Whether it runs as a part of the starter up to its first <c>await</c>, and only then beside it: an async method, or an
    /// async lambda that a query calls for each element.
    /// </summary>
    public bool IsInterleaved => IsCall || (Started.Method is { IsAsync: true }
        && Call is IInvocationOperation { TargetMethod: { } method } && RunsNow.IsDeferredQuery(method));

    /// <summary>Whether the starter goes on only when all of it has ended: <c>Parallel.For</c>.</summary>
    public bool IsBlocking => Call is IInvocationOperation { TargetMethod: { ContainingType.Name: { } type } method } call
        && (type == "ParallelEnumerable"
            || (type == "Parallel" && (!method.Name.EndsWith("Async", StringComparison.Ordinal)
                || Spawners.IsAwaited(call))));

    /// <summary>Whether the call itself runs the code several times at once, wherever it stands.</summary>
    public bool IsManyByItself => IsOverlapping && !IsCall && Call switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: "Parallel", Name: "Invoke" } } => false,
        IInvocationOperation { TargetMethod.ContainingType.Name: "Parallel" or "ParallelEnumerable" or "TimeProvider" } => true,
        IInvocationOperation { TargetMethod: { } method } => RunsNow.IsDeferredQuery(method),
        IObjectCreationOperation { Type.Name: "Timer" } => true,
        _ => Handed.Target(Site) is IEventAssignmentOperation,
    };

    /// <summary>
    /// Whether it goes to a scheduler that may run one task after the other: one of the program's own, or that of a user interface,
    /// whose async methods go back to its one thread.
    /// </summary>
    public bool IsScheduled => IsInterleaved
        ? IsOfInterface(Starter.Owner?.ContainingType)
        : Call is IObjectCreationOperation { Type.Name: "Task" } && Starter.Root.Descendants().OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name == "RunSynchronously"
                || (call.TargetMethod.Name == "Start" && Spawners.HasOwnScheduler(call)));

    /// <summary>The innermost loop, or function called for each element, that starts it again; null without one.</summary>
    public IOperation? Loop
    {
        get
        {
            for (var around = Site.Parent; around is not null and not ILocalFunctionOperation; around = around.Parent)
                if (around is ILoopOperation or IAnonymousFunctionOperation) return around;
            return null;
        }
    }

    /// <summary>Whether all turns of the loop that starts it have one variable: it is declared outside, or by a <c>for</c>.</summary>
    public bool IsRepeatedFor(ISymbol variable) => IsOverlapping && Loop is { } loop
        && (!variable.DeclaringSyntaxReferences.Any(one => loop.Syntax.Span.Contains(one.Span))
            || (loop is IForLoopOperation turns && turns.Locals.Any(local => ThreadingTypes.Same(local, variable))));

    private static bool IsOfInterface(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (OfInterfaces.Contains(current.Name)) return true;
        return type?.Name.EndsWith("ViewModel", StringComparison.Ordinal) == true;
    }

    private static IOperation? CallOf(IOperation site)
    {
        var parent = site.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation or IArgumentOperation
            or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation)
            parent = parent.Parent;
        return parent is IInvocationOperation or IObjectCreationOperation ? parent : null;
    }

    private int? ThreadStart()
    {
        if (Call is not IObjectCreationOperation { Type.Name: "Thread" or "Task" } made) return null;
        ISymbol? holder = MemberAccess.Outermost(made).Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } } => local,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation target } => target.Field,
            _ => null,
        };
        return Starter.Root.Descendants().OfType<IInvocationOperation>().FirstOrDefault(call =>
            call.TargetMethod.Name == "Start" && call.Syntax.SpanStart > made.Syntax.SpanStart
            && ThreadingTypes.Same(holder, call.Instance switch
            {
                ILocalReferenceOperation local => local.Local,
                IFieldReferenceOperation field => field.Field,
                _ => null,
            }))?.Syntax.SpanStart;
    }
}
