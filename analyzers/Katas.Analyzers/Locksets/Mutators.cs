using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Katas.Analyzers.Locksets;

/// <summary>The plain collections of the framework, and which of their members change them.</summary>
internal static class Mutators
{
    private static readonly HashSet<string> Plain = new()
    {
        "List", "Dictionary", "HashSet", "SortedSet", "SortedDictionary", "SortedList", "Queue", "Stack", "LinkedList",
        "PriorityQueue", "BitArray", "ArrayList", "Hashtable", "Collection", "IList", "IDictionary", "ICollection", "ISet",
        "OrderedDictionary", "StringBuilder", "ObservableCollection",
    };

    private static readonly HashSet<string> Changing = new()
    {
        "Add", "AddRange", "AddFirst", "AddLast", "AddBefore", "AddAfter", "Append", "AppendFormat", "AppendJoin",
        "AppendLine", "Clear", "Dequeue",
        "Enqueue", "EnqueueDequeue", "DequeueEnqueue", "EnqueueRange", "EnsureCapacity", "ExceptWith", "Insert", "InsertRange",
        "IntersectWith", "Pop", "Push", "Remove", "RemoveAll", "RemoveAt", "RemoveFirst", "RemoveLast", "RemoveRange",
        "RemoveWhere", "Replace", "Reverse", "Set", "SetAll", "Sort", "SymmetricExceptWith", "TrimExcess", "TryAdd",
        "TryDequeue", "TryPop", "TryRemove", "UnionWith",
    };

    /// <summary>Whether it is a collection that two threads may not use at a time when one changes it.</summary>
    public static bool IsPlainCollection(ITypeSymbol? type) =>
        type is IArrayTypeSymbol
        || (type is INamedTypeSymbol named && Plain.Contains(named.Name) && IsFramework(named.ContainingNamespace));

    /// <summary>Whether calling that member of a plain collection changes it.</summary>
    public static bool Changes(IMethodSymbol method) => Changing.Contains(method.Name);

    /// <summary>Whether a static method changes the collection that it gets at that place.</summary>
    public static bool Changes(IArgumentOperation argument) =>
        argument is { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: { } method } }
        && (method.ContainingType?.Name, method.Name, parameter.Ordinal) is
            ("Array", "Sort" or "Clear" or "Fill" or "Reverse", 0) or ("Array", "Copy", 1 or 2)
            or ("CollectionExtensions", "TryAdd" or "Remove" or "AddRange" or "InsertRange", 0)
            or ("CollectionsMarshal", "GetValueRefOrAddDefault" or "SetCount", 0)
        && (method.Name != "Copy" || parameter.Name == "destinationArray");

    private static bool IsFramework(INamespaceSymbol? space) =>
        space?.ToDisplayString() is "System.Collections.Generic" or "System.Collections" or "System.Collections.ObjectModel"
            or "System.Text";
}
