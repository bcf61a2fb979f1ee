using System.Collections.Generic;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>The framework's methods that call a delegate before they return: what the caller holds is held in it too.</summary>
internal static class RunsNow
{
    private static readonly HashSet<string> OfList = new()
    {
        "ForEach", "RemoveAll", "Find", "FindAll", "FindIndex", "FindLast", "FindLastIndex", "Exists", "TrueForAll", "Sort",
        "ConvertAll", "RemoveWhere",
    };

    private static readonly HashSet<string> OfEnumerable = new()
    {
        "Any", "All", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "Count", "LongCount",
        "Sum", "Min", "Max", "MinBy", "MaxBy", "Average", "Aggregate", "ToDictionary", "ToLookup", "ToHashSet",
    };

    private static readonly HashSet<string> OfConcurrentDictionary = new() { "GetOrAdd", "AddOrUpdate" };

    /// <summary>Whether a lambda runs before the call that it is an argument of returns.</summary>
    public static bool Is(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation) parent = parent.Parent;
        if (parent is not IArgumentOperation { Parent: IInvocationOperation call }) return false;
        var method = call.TargetMethod;
        return method.ContainingType?.Name switch
        {
            "Enumerable" => OfEnumerable.Contains(method.Name),
            "ConcurrentDictionary" => OfConcurrentDictionary.Contains(method.Name),
            "Array" or "List" or "HashSet" or "SortedSet" => OfList.Contains(method.Name),
            _ => false,
        };
    }
}
