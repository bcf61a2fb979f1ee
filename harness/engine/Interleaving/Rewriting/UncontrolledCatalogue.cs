using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The calls that an exploration must name, since the explorer does not control them.</summary>
internal static class UncontrolledCatalogue
{
    /// <summary>The call in the reader's words, or null when the explorer need not control it.</summary>
    public static string? NameOf(MethodReference method)
    {
        if (FrameworkSurface.Classify(method) == SurfaceClass.HarmlessInside)
            return null;
        return FriendlyName(method);
    }

    /// <summary><c>List.Add</c>, <c>Task.Result</c>, <c>new Timer</c>.</summary>
    public static string FriendlyName(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType().Name.Split('`')[0];
        return method.Name switch
        {
            ".ctor" => $"new {type}",
            ['g' or 's', 'e', 't', '_', .. var property] => $"{type}.{property}",
            "AwaitOnCompleted" or "AwaitUnsafeOnCompleted" => "await",
            var name => $"{type}.{name}",
        };
    }
}
