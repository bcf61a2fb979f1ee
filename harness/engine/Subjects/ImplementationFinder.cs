using System.Reflection;
using Katas.Engine.Reporting;

namespace Katas.Engine.Subjects;

/// <summary>Finds the class that implements a contract.</summary>
internal static class ImplementationFinder
{
    /// <summary>
    /// The class of the kata's name if it implements the contract; else the only class that does. Helpers may implement
    /// the contract too (a decorator, a wrapper): the kata's name says which one is meant.
    /// </summary>
    /// <exception cref="SubjectBrokenException">None does, or several do and none has the kata's name.</exception>
    public static Type Find(Assembly assembly, Type contract, Kata kata)
    {
        var candidates = assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && contract.IsAssignableFrom(type))
            .ToList();
        if (candidates.Find(type => type.FullName == kata.ClassName) is { } named) return named;
        return candidates switch
        {
            [var only] => only,
            [] => throw new SubjectBrokenException(
                $"No class implements {contract.Name}. Declare `public sealed class {kata.Name} : {contract.Name}` in " +
                $"{kata.Name}.cs, or get the starter back with: {CommandName.Current} reset {kata.Id}"),
            _ => throw new SubjectBrokenException(
                $"{candidates.Count} classes implement {contract.Name}: " +
                $"{string.Join(", ", candidates.Select(type => type.Name))}. Name the one to grade {kata.Name}."),
        };
    }
}
