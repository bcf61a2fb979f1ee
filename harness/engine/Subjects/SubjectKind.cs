namespace Katas.Engine.Subjects;

/// <summary>What a spec grades.</summary>
public enum SubjectKind
{
    /// <summary>The learner's own class.</summary>
    Solution,

    /// <summary>The project's solution, from <c>reference/</c>.</summary>
    Reference,

    /// <summary>A correct solution that is built differently, from <c>Alternatives/</c>: it must pass.</summary>
    Alternative,

    /// <summary>The reference with one diff of <c>MISTAKES.md</c> applied: it must be rejected.</summary>
    Mistake,

    /// <summary>The starter as shipped: it must be <i>to do</i>, or fail where the starter is a bug.</summary>
    Starter,
}
