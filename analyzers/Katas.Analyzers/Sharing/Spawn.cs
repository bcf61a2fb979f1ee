using System.Collections.Generic;
using System.Linq;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Sharing;

/// <summary>A place where code starts other code beside itself.</summary>
/// <param name="Starter">The code around the place.</param>
/// <param name="Started">What runs beside it.</param>
/// <param name="Site">The lambda, or the method that is named there.</param>
/// <param name="IsOverlapping">Whether it runs beside itself too: in a loop, a timer, <c>Parallel</c>.</param>
internal sealed record Spawn(BodyFacts Starter, BodyFacts Started, IOperation Site, bool IsOverlapping)
{
    /// <summary>The call or the creation that gets the delegate; null where that stands elsewhere.</summary>
    public IOperation? Call { get; } = CallOf(Site);

    /// <summary>Where in the source the other code may begin to run: a thread does at its <c>Start</c>.</summary>
    public int Begin => ThreadStart() ?? Site.Syntax.SpanStart;

    /// <summary>Whether the starter goes on only when all of it has ended: <c>Parallel.For</c>.</summary>
    public bool IsBlocking => Call is IInvocationOperation { TargetMethod: { ContainingType.Name: { } type } method } call
        && (type == "ParallelEnumerable"
            || (type == "Parallel" && (!method.Name.EndsWith("Async", System.StringComparison.Ordinal)
                || Spawners.IsAwaited(call))));

    /// <summary>Whether the call itself runs the code several times at once, wherever it stands.</summary>
    public bool IsManyByItself => IsOverlapping && Call switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: "Parallel", Name: "Invoke" } } => false,
        IInvocationOperation { TargetMethod.ContainingType.Name: "Parallel" or "ParallelEnumerable" or "TimeProvider" } => true,
        IInvocationOperation { TargetMethod: { } method } => RunsNow.IsDeferredQuery(method),
        IObjectCreationOperation { Type.Name: "Timer" } => true,
        _ => false,
    };

    /// <summary>Whether it goes to a scheduler of the program's own, which may run one task after the other.</summary>
    public bool IsScheduled => Call switch
    {
        IInvocationOperation call => HasScheduler(call),
        IObjectCreationOperation { Type.Name: "Task" } => Starter.Root.Descendants().OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name == "RunSynchronously"
                || (call.TargetMethod.Name == "Start" && HasScheduler(call))),
        _ => false,
    };

    /// <summary>The innermost loop, or function called for each element, that starts it again; null without one.</summary>
    public SyntaxNode? Loop
    {
        get
        {
            for (var around = Site.Parent; around is not null and not ILocalFunctionOperation; around = around.Parent)
                if (around is ILoopOperation or IAnonymousFunctionOperation) return around.Syntax;
            return null;
        }
    }

    /// <summary>All of a type, in the order of its code.</summary>
    public static IReadOnlyList<Spawn> All(TypeFacts facts)
    {
        var found = new List<Spawn>();
        foreach (var body in facts.Bodies)
        {
            if (body.Outer is { } outer && Is(body.Handing))
                found.Add(new(outer, body, body.Root, body.Handing == Handing.Overlapping));
            foreach (var use in body.Uses.Where(use => !use.IsCall && Is(use.Handing)))
            {
                var method = use.Method.OriginalDefinition;
                foreach (var started in facts.Bodies.Where(one => ThreadingTypes.Same(one.Method?.OriginalDefinition, method)))
                    found.Add(new(body, started, use.Operation, use.Handing == Handing.Overlapping));
            }
        }

        return found;
    }

    private static bool HasScheduler(IInvocationOperation call) => call.Arguments.Any(argument =>
        argument.Parameter?.Type.Name == "TaskScheduler"
        && argument.Value is not IPropertyReferenceOperation
        {
            Property: { Name: "Default", ContainingType.Name: "TaskScheduler" }
        });

    private static bool Is(Handing handing) => handing is Handing.Concurrently or Handing.Overlapping;

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
