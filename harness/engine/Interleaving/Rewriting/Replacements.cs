using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The framework methods that have a hook of their own, found by the hooks' attributes.</summary>
internal static class Replacements
{
    private static readonly Dictionary<string, MethodInfo> Hooks = Collect();

    public static IEnumerable<MethodInfo> All => Hooks.Values;

    public static bool TryFind(MethodReference method, [NotNullWhen(true)] out MethodInfo? hook)
    {
        hook = null;
        return method.DeclaringType.GetElementType().Namespace.StartsWith("System", StringComparison.Ordinal)
            && Hooks.TryGetValue(Key(method), out hook);
    }

    /// <summary>The method that a hook stands for, or null when the framework has none of that signature.</summary>
    public static MethodBase? Original(MethodInfo hook)
    {
        var replaces = hook.GetCustomAttribute<ReplacesAttribute>()!;
        var own = hook.GetParameters()[..^1];
        return Find(replaces, own, BindingFlags.Static) ?? Find(replaces, own[1..], BindingFlags.Instance);
    }

    private static MethodInfo? Find(ReplacesAttribute replaces, ParameterInfo[] parameters, BindingFlags kind) =>
        replaces.Type.GetMethods(BindingFlags.Public | BindingFlags.DeclaredOnly | kind).FirstOrDefault(m =>
            m.Name == replaces.Method
            && m.GetParameters().Select(p => p.ParameterType.ToString())
                .SequenceEqual(parameters.Select(p => p.ParameterType.ToString())));

    private static Dictionary<string, MethodInfo> Collect() =>
        typeof(ReplacesAttribute).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(ReplacesAttribute).Namespace)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.IsDefined(typeof(ReplacesAttribute)))
            .ToDictionary(Key);

    private static string Key(MethodInfo hook)
    {
        var original = Original(hook)
            ?? throw new InvalidOperationException($"{hook.DeclaringType!.Name}.{hook} replaces no framework method");
        var declaring = original.DeclaringType!;
        var parameters = original.GetParameters().Select(p => Spelled(p.ParameterType));
        return $"{declaring.FullName!.Replace('+', '/')}::{original.Name}({string.Join(',', parameters)})";
    }

    private static string Key(MethodReference method)
    {
        var parameters = method.Parameters.Select(p => p.ParameterType.FullName);
        return $"{method.DeclaringType.GetElementType().FullName}::{method.Name}({string.Join(',', parameters)})";
    }

    private static string Spelled(Type type) =>
        type.ToString().Replace('+', '/').Replace('[', '<').Replace(']', '>');
}
