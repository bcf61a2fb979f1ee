using System.Reflection;
using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>The public members of the running framework that the surface's tables must speak of, read by reflection.</summary>
internal static class RuntimeMembers
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The public types of every assembly beside the one that holds <see cref="object"/>.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)))
            .SelectMany(assembly => assembly.GetExportedTypes().Where(type => type.Assembly == assembly))
            .Where(type => !type.IsEnum)
            .OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>What a call can name: an override is called by the name of what it overrides.</summary>
    public static IEnumerable<MethodBase> Of(Type type) => type.GetMembers(Declared).OfType<MethodBase>()
        .Where(member => member is not MethodInfo method || method.GetBaseDefinition() == method);

    /// <summary>Whether the signature says that the member can wait or start work; a delegate's is its author's.</summary>
    public static bool Waits(MethodBase member) => !typeof(Delegate).IsAssignableFrom(member.DeclaringType) && WaitsAtAll(member);

    private static bool WaitsAtAll(MethodBase member) =>
        (member is MethodInfo { ReturnType: var type } && FrameworkSurface.IsWait(Open(type)))
        || member.GetParameters().Any(p => p.ParameterType == typeof(CancellationToken)
            || p.Name!.Contains("timeout", StringComparison.OrdinalIgnoreCase));

    /// <summary>The type as a heading of the tables spells it.</summary>
    public static string Heading(Type type)
    {
        var parameters = type.GetGenericArguments();
        var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var name = type.IsNested ? $"{Heading(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        return parameters.Length == outer
            ? name
            : $"{name[..name.LastIndexOf('`')]}<{string.Join(", ", parameters.Skip(outer).Select(p => p.Name))}>";
    }

    /// <summary>The member as a row of the tables spells it.</summary>
    public static string Row(MethodBase member)
    {
        var own = member.IsGenericMethod ? $"<{string.Join(", ", member.GetGenericArguments().Select(p => p.Name))}>" : "";
        return $"{member.Name}{own}({string.Join(", ", member.GetParameters().Select(p => Spell(p.ParameterType)))})";
    }

    private static string Spell(Type type) => type switch
    {
        { IsByRef: true } => $"ref {Spell(type.GetElementType()!)}",
        { IsArray: true } => $"{Spell(type.GetElementType()!)}[]",
        { IsPointer: true } => $"{Spell(type.GetElementType()!)}*",
        { IsGenericType: true } =>
            $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Spell))}>",
        _ => type.Name,
    };

    private static string Open(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition().FullName : type.FullName) ?? type.Name;
}
