using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The framework methods that have a hook of their own, found by the hooks' attributes.</summary>
internal static class Replacements
{
    private static readonly Dictionary<string, MethodInfo> Hooks = Collect();

    /// <summary>The classes that hold hooks.</summary>
    internal static IReadOnlyList<Type> Hosts =>
    [
        typeof(AwaitHooks), typeof(AwaitInPooledHooks), typeof(AwaitInTaskHooks), typeof(AwaitInValueTaskHooks),
        typeof(BarrierHooks), typeof(BlockingCollectionHooks), typeof(BlockingCollectionsHooks), typeof(BuilderHooks),
        typeof(CancellationHooks), typeof(CancellationLinkHooks), typeof(CancellationSourceHooks),
        typeof(CancellationTokenHooks), typeof(ChannelReaderHooks), typeof(ChannelWriterHooks), typeof(ClockHooks),
        typeof(CompletionSourceHooks), typeof(ComponentTimerHooks), typeof(ConcurrentDictionaryHooks), typeof(ConditionHooks),
        typeof(CountdownHooks), typeof(DisposeHooks), typeof(LazyHooks), typeof(LazyInitializerHooks), typeof(LockHooks),
        typeof(MonitorHooks), typeof(ParallelAsyncHooks), typeof(ParallelHooks), typeof(PeriodicTimerHooks),
        typeof(ReaderWriterHooks), typeof(ResetEventSlimHooks), typeof(ResultSourceHooks), typeof(SchedulerHooks),
        typeof(SemaphoreAsyncHooks), typeof(SemaphoreHooks), typeof(SleepHooks), typeof(SpinHooks), typeof(SpinLockHooks),
        typeof(StopwatchHooks), typeof(TaskAwaiterHooks), typeof(TaskDelayHooks), typeof(TaskLookHooks), typeof(TaskRunHooks),
        typeof(TaskWaitAllHooks), typeof(TaskWaitAsyncHooks), typeof(TaskWaitHooks), typeof(ThreadHooks),
        typeof(ThreadPoolHooks), typeof(TimerHooks), typeof(ValueTaskAwaiterHooks), typeof(TaskCallbackHooks),
            typeof(ValueTaskCallbackHooks), typeof(ValueTaskHooks),
        typeof(ValueTaskSourceHooks), typeof(WaitHandleHooks), typeof(WaitHandlesHooks), typeof(WhenEachHooks),
        typeof(WhenHooks),
    ];

    public static IEnumerable<MethodInfo> All => Hooks.Values;

    /// <param name="method">The framework method that is called.</param>
    /// <param name="constrained">The value type on which an interface's method is called; else null.</param>
    /// <param name="hook">The hook that takes its place.</param>
    public static bool TryFind(
        MethodReference method, TypeReference? constrained, [NotNullWhen(true)] out MethodInfo? hook)
    {
        hook = null;
        var type = (constrained ?? method.DeclaringType).GetElementType();
        // A nested type, as Lock.Scope is, has no namespace of its own.
        var outermost = type;
        while (outermost.DeclaringType is { } outer) outermost = outer;
        return outermost.Namespace.StartsWith("System", StringComparison.Ordinal)
            && Hooks.TryGetValue(Key(type, method), out hook);
    }

    /// <summary>What a call that has a hook is to the search.</summary>
    public static SiteKind KindOf(MethodReference method, TypeReference? constrained) =>
        TryFind(method, constrained, out var hook) ? hook.GetCustomAttribute<ReplacesAttribute>()!.Kind : default;

    /// <summary>The method that a hook stands for, or null when the framework has none of that signature.</summary>
    public static MethodBase? Original(MethodInfo hook)
    {
        var replaces = hook.GetCustomAttribute<ReplacesAttribute>()!;
        var own = hook.GetParameters()[..^1];
        return Find(replaces, own, BindingFlags.Static) ?? Find(replaces, own[1..], BindingFlags.Instance);
    }

    private static MethodBase? Find(ReplacesAttribute replaces, ParameterInfo[] parameters, BindingFlags kind)
    {
        var types = parameters.Select(p => p.ParameterType.ToString()).ToArray();
        // A constructor's hook has no receiver, as a static method's has none.
        IEnumerable<MethodBase> methods = replaces.Method == ".ctor" && kind == BindingFlags.Static
            ? replaces.Type.GetConstructors()
            : replaces.Type.GetMethods(BindingFlags.Public | BindingFlags.DeclaredOnly | kind);
        return methods.FirstOrDefault(m => m.Name == replaces.Method
            && m.GetParameters().Select(p => p.ParameterType.ToString()).SequenceEqual(types));
    }

    /// <remarks>Not found by reflection over the assembly: that would load the compiler, which a test run may not have.</remarks>
    private static Dictionary<string, MethodInfo> Collect() =>
        Hosts
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

    private static string Key(TypeReference type, MethodReference method)
    {
        var parameters = method.Parameters.Select(p => Spelled(p.ParameterType));
        return $"{type.FullName}::{method.Name}({string.Join(',', parameters)})";
    }

    /// <summary>As Cecil writes the type, with type parameters by their numbers, wherever the reference comes from.</summary>
    private static string Spelled(TypeReference type) => type switch
    {
        GenericParameter { Type: GenericParameterType.Type } own => $"!{own.Position}",
        GenericParameter own => $"!!{own.Position}",
        ByReferenceType reference => Spelled(reference.ElementType) + "&",
        ArrayType array => Spelled(array.ElementType) + "[]",
        GenericInstanceType generic =>
            $"{generic.ElementType.FullName}<{string.Join(',', generic.GenericArguments.Select(Spelled))}>",
        _ => type.FullName,
    };

    /// <summary>The type as Cecil writes it: <c>System.Func`2&lt;!0,System.Int32&gt;&amp;</c>.</summary>
    private static string Spelled(Type type)
    {
        if (type.IsGenericParameter)
            return $"{(type.DeclaringMethod is null ? "!" : "!!")}{type.GenericParameterPosition}";
        if (type.IsByRef)
            return Spelled(type.GetElementType()!) + "&";
        if (type.IsArray)
            return Spelled(type.GetElementType()!) + "[]";
        var name = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '/');
        return type.IsGenericType ? $"{name}<{string.Join(',', type.GetGenericArguments().Select(Spelled))}>" : name;
    }
}
