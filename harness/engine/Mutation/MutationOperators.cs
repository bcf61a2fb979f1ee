using Katas.Engine.Mutation.Operators;

namespace Katas.Engine.Mutation;

/// <summary>Our operators: the faults of concurrency that people make and general mutation tools do not plant.</summary>
public static class MutationOperators
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<IMutationOperator> All { get; } =
    [
        new DropLock(),
    ];

    /// <summary>The one of that name; <see langword="null"/> for none.</summary>
    public static IMutationOperator? Find(string name) => All.FirstOrDefault(each => each.Name == name);
}
