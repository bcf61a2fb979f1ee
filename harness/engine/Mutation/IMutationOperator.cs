using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Engine.Mutation;

/// <summary>Plants one kind of fault, at each place where a person might make it.</summary>
/// <remarks>Holds no state. It need not see to it that a mutant compiles; it should where that is cheap.</remarks>
public interface IMutationOperator
{
    /// <summary>Lower case words joined by hyphens, such as <c>drop-lock</c>.</summary>
    string Name { get; }

    /// <summary>What goes wrong for it, in one line: <c>two threads are inside at once</c>.</summary>
    string Plants { get; }

    /// <summary>When a mutant of this kind that survives is no fault at all, in one sentence.</summary>
    string MayBeEquivalent { get; }

    /// <summary>The places in one file.</summary>
    /// <param name="file">The file's root.</param>
    /// <param name="model">What its names mean.</param>
    IEnumerable<Replacement> Mutate(SyntaxNode file, SemanticModel model);
}

/// <summary>Text that goes, and text that comes.</summary>
/// <param name="Span">What goes.</param>
/// <param name="Text">What comes in its place.</param>
public readonly record struct Replacement(TextSpan Span, string Text)
{
    /// <summary>Replaces a node, and keeps the space and the comments around it.</summary>
    public static Replacement Of(SyntaxNode node, string text) => new(node.Span, text);
}
