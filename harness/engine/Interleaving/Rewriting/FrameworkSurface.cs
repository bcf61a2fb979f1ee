using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>
/// Every public member of the framework that can block, start work, wait for time or yield, and how the explorer stands
/// to it: the one place that says so. The tables are the text files in Surface.
/// </summary>
/// <remarks>
/// <para>
/// <c>namespace X</c> says that each public type in X has its rows, <c>type X</c> that each public member of X has one,
/// <c>part X</c> that those members have one that return a task or an asynchronous sequence or take a timeout or a token.
/// An indented row gives a class to one overload, or to all members that fit a pattern: <c>*Async</c>. Text behind a
/// hash sign is a remark.
/// </para>
/// <para>
/// Overrides have no row: the compiler names the method that they override.
/// </para>
/// </remarks>
internal static class FrameworkSurface
{
    private static readonly string[] Waits =
    [
        "System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask",
        "System.Threading.Tasks.ValueTask`1", "System.Collections.Generic.IAsyncEnumerable`1",
        "System.Collections.Generic.IAsyncEnumerator`1",
    ];

    private static readonly string[] OfEveryObject = ["Equals", "GetHashCode", "ToString", "GetType"];

    private static readonly SurfaceTables Tables = SurfaceTables.Read();

    /// <summary>The namespaces whose types all have rows.</summary>
    public static IReadOnlyCollection<string> Namespaces => Tables.Namespaces;

    public static IEnumerable<SurfaceType> Types => Tables.Types.Values;

    /// <summary>The rows of a type, by <see cref="SurfaceKey.TypeName(string)"/>; null when it has none.</summary>
    public static SurfaceType? Find(string typeName) => Tables.Types.GetValueOrDefault(typeName);

    /// <summary>The class of the member that a call names.</summary>
    /// <returns>
    /// <see cref="SurfaceClass.Uncontrolled"/> also for what the tables ought to name and do not, as after an update of
    /// the framework; <see cref="SurfaceClass.HarmlessInside"/> for everything else that they do not name.
    /// </returns>
    public static SurfaceClass Classify(MethodReference method)
    {
        var type = method.DeclaringType.GetElementType();
        if (type.IsGenericParameter || OfEveryObject.Contains(method.Name))
            return SurfaceClass.HarmlessInside;
        var rows = Find(SurfaceKey.TypeName(type));
        if (rows?.Find(SurfaceKey.Of(method)) is { } found)
            return found;
        return rows is { IsWhole: true } || IsListed(type) || WaitsByItsSignature(type, method)
            ? SurfaceClass.Uncontrolled
            : SurfaceClass.HarmlessInside;
    }

    /// <summary>Whether the return type says that the member can wait; a learner's own types are not the framework's.</summary>
    public static bool IsWait(string returnType) => Waits.Contains(returnType);

    private static bool IsListed(TypeReference type) => Tables.Namespaces.Contains(Outermost(type).Namespace);

    private static bool WaitsByItsSignature(TypeReference type, MethodReference method) =>
        Outermost(type).Namespace is var space
        && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal))
        && (IsWait(method.ReturnType.GetElementType().FullName)
            || method.Parameters.Any(p => p.ParameterType.FullName == "System.Threading.CancellationToken"));

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
