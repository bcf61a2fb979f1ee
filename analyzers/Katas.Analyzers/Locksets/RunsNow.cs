using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>The framework's methods that call a delegate before they return: what the caller holds is held in it too.</summary>
internal static class RunsNow
{
    private static readonly HashSet<string> OfList = new()
    {
        "ForEach", "RemoveAll", "Find", "FindAll", "FindIndex", "FindLast", "FindLastIndex", "Exists", "TrueForAll", "Sort",
        "ConvertAll", "RemoveWhere", "BinarySearch",
    };

    private static readonly HashSet<string> OfEnumerable = new()
    {
        "Any", "All", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "Count", "LongCount",
        "Sum", "Min", "Max", "MinBy", "MaxBy", "Average", "Aggregate", "ToDictionary", "ToLookup", "ToHashSet", "ToArray",
        "ToList",
        "Contains", "SequenceEqual", "ElementAt", "ElementAtOrDefault", "TryGetNonEnumeratedCount",
    };

    private static readonly HashSet<string> OfConcurrentDictionary = new() { "GetOrAdd", "AddOrUpdate" };

    private static readonly HashSet<string> Consuming = new()
    {
        "AddRange", "InsertRange", "UnionWith", "ExceptWith", "IntersectWith", "Join", "Concat", "WhenAll", "WhenAny", "WaitAll",
        "EnqueueRange", "ToImmutableArray", "ToImmutableList", "ToImmutableDictionary", "ToImmutableHashSet",
        "ToFrozenDictionary", "ToFrozenSet", "CreateRange",
    };

    /// <summary>Whether a method calls the delegates that it gets before it returns.</summary>
    public static bool Is(IMethodSymbol method) => method.ContainingType?.Name switch
    {
        "Enumerable" => OfEnumerable.Contains(method.Name),
        "ConcurrentDictionary" => OfConcurrentDictionary.Contains(method.Name),
        "Array" or "List" or "HashSet" or "SortedSet" or "ImmutableList" or "ImmutableArray" => OfList.Contains(method.Name),
        "ImmutableInterlocked" => true,
        "LazyInitializer" => method.Name == "EnsureInitialized",
        "String" => method.Name == "Create",
        "SpinWait" => method.Name == "SpinUntil",
        "SynchronizationContext" => method.Name == "Send",
        "CollectionExtensions" or "MemoryExtensions" or "Interlocked" => true,
        _ => false,
    };

    /// <summary>Whether it is a query method that calls its delegates only when its result is gone through.</summary>
    public static bool IsDeferredQuery(IMethodSymbol method) =>
        method.ContainingType is { Name: "Enumerable" } && !OfEnumerable.Contains(method.Name);

    /// <summary>Whether the result of a query is gone through before the statement ends.</summary>
    public static bool IsConsumedAtOnce(IOperation query)
    {
        var use = End(query);
        return use.Parent switch
        {
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } =>
                Is(method) || Consuming.Contains(method.Name),
            IArgumentOperation { Parent: IObjectCreationOperation { Type: { } type } } => Mutators.IsPlainCollection(type),
            IForEachLoopOperation loop => loop.Collection == use,
            ISpreadOperation => true,
            _ => false,
        };
    }

    /// <summary>Whether the result of a query leaves the method without having been gone through.</summary>
    public static bool IsReturned(IOperation query) => End(query).Parent is IReturnOperation;

    /// <summary>Whether its results are taken one by one as they are made: <c>foreach (var t in q) await t;</c>.</summary>
    public static bool IsWalked(IOperation query) => End(query).Parent is IForEachLoopOperation;

    /// <summary>The last of a chain of deferred query methods, with the conversions around it.</summary>
    public static IOperation End(IOperation query)
    {
        while (true)
        {
            query = MemberAccess.Outermost(query);
            if (query.Parent is ITranslatedQueryOperation translated) query = translated;
            else if (query.Parent is IArgumentOperation { Parent: IInvocationOperation call }
                && IsDeferredQuery(call.TargetMethod)) query = call;
            else return query;
        }
    }
}
