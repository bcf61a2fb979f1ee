using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Paths;

/// <summary>The conditions of a body that its paths remember, so that two questions with one answer are answered alike.</summary>
/// <remarks>
/// <c>if (shared) Monitor.Enter(_gate); ... if (shared) Monitor.Exit(_gate);</c> has two paths, not four. Remembered are
/// <c>bool</c> variables, and other conditions that are asked in two places in the same words and do not call anything.
/// </remarks>
internal sealed class Conditions
{
    private const int Most = 6;
    private readonly List<(string Text, HashSet<ISymbol> Variables)> _known = new();

    public Conditions(ControlFlowGraph graph, PathEvents events)
    {
        foreach (var kept in events.All)
            if (kept is { Kind: PathEventKind.Lock, Answer: AnswerUse.Kept, Variable: { } flag }) Add(flag.Name, [flag]);
        var asked = graph.Blocks.Where(block => block.ConditionalSuccessor is not null && block.BranchValue is not null)
            .Select(block => Unwrapped.Of(block.BranchValue!)).Where(value => !IsOfLoop(value.Syntax)).ToList();
        foreach (var same in asked.GroupBy(value => value.Syntax.ToString()))
        {
            var value = same.First();
            if (VariableOf(value) is { } variable) Add(variable.Name, [variable]);
            else if (same.Count() > 1 && !value.DescendantsAndSelf().Any(IsCall)) Add(same.Key, value.DescendantsAndSelf()
                .Select(Named));
        }
    }

    /// <summary>Whether the answer to a condition, as it is written, is remembered.</summary>
    public bool Knows(string text) => _known.Any(one => one.Text == text);

    /// <summary>The number of a condition; -1 for one that is not remembered.</summary>
    public int IndexOf(IOperation value)
    {
        if (value is ISimpleAssignmentOperation assignment) value = assignment.Target;
        var text = VariableOf(value)?.Name ?? value.Syntax.ToString();
        return _known.FindIndex(one => one.Text == text);
    }

    /// <summary>The state after a variable got a value.</summary>
    public PathState Set(PathState state, ISymbol variable, bool? value)
    {
        for (var i = 0; i < _known.Count; i++)
        {
            if (!_known[i].Variables.Contains(variable)) continue;
            state = state.With(i, _known[i].Text == variable.Name ? value : null);
        }

        return state;
    }

    private void Add(string text, IEnumerable<ISymbol?> variables)
    {
        if (_known.Count < Most && _known.All(one => one.Text != text))
            _known.Add((text, new(variables.Where(v => v is not null)!, SymbolEqualityComparer.Default)));
    }

    private static bool IsCall(IOperation operation) =>
        operation is IInvocationOperation or IAwaitOperation or IObjectCreationOperation or IFlowCaptureReferenceOperation;

    private static ISymbol? VariableOf(IOperation value) => value switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };

    private static ISymbol? Named(IOperation operation) => operation switch
    {
        IMemberReferenceOperation member => member.Member,
        _ => VariableOf(operation),
    };

    private static bool IsOfLoop(SyntaxNode condition)
    {
        while (condition.Parent is PrefixUnaryExpressionSyntax or ParenthesizedExpressionSyntax) condition = condition.Parent;
        return condition.Parent is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax;
    }
}
