using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The calls that an exploration must name, since the explorer does not control them.</summary>
internal static class UncontrolledCatalogue
{
    private static readonly string[] PartsOfAnAwait = ["GetResult", "get_IsCompleted"];

    /// <summary>The call in the reader's words, or null when the explorer need not control it.</summary>
    public static string? NameOf(MethodReference method, MethodDefinition caller)
    {
        if (FrameworkSurface.Classify(method) == SurfaceClass.HarmlessInside)
            return null;
        if (method.Name is "AwaitOnCompleted" or "AwaitUnsafeOnCompleted")
            return "await";
        // Every async method asks its awaiters, around the await that is named already; elsewhere asking is the wait.
        return caller.Name == "MoveNext" && PartsOfAnAwait.Contains(method.Name) && IsAwaiter(method.DeclaringType)
            ? null
            : FriendlyName(method);
    }

    /// <summary><c>List.Add</c>, <c>Task.Result</c>, <c>new Timer</c>.</summary>
    public static string FriendlyName(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType().Name.Split('`')[0];
        return method.Name switch
        {
            ".ctor" => $"new {type}",
            ['g' or 's', 'e', 't', '_', .. var property] => $"{type}.{property}",
            var name => $"{type}.{name}",
        };
    }

    private static bool IsAwaiter(TypeReference type) =>
        type.GetElementType().Name.Split('`')[0].EndsWith("Awaiter", StringComparison.Ordinal);
}
