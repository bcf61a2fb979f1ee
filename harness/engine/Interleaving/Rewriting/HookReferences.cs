using System.Reflection;
using Katas.Engine.Interleaving.Hooks;
using Mono.Cecil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>References from the rewritten module to the hooks.</summary>
internal sealed class HookReferences(ModuleDefinition module)
{
    private readonly Dictionary<string, MethodReference> _memory = NamedHooks(typeof(MemoryHooks), module);
    private readonly Dictionary<string, MethodReference> _task = NamedHooks(typeof(TaskHooks), module);

    private readonly Dictionary<MethodInfo, MethodReference> _replacements = [];

    /// <summary>A method of <see cref="MemoryHooks"/>.</summary>
    public MethodReference Memory(string name) => _memory[name];

    /// <summary>A generic method of <see cref="MemoryHooks"/> for values of a type.</summary>
    public MethodReference Memory(string name, TypeReference type) =>
        new GenericInstanceMethod(_memory[name]) { GenericArguments = { type } };

    /// <summary>A method of <see cref="TaskHooks"/>.</summary>
    public MethodReference Task(string name) => _task[name];

    /// <summary>A generic method of <see cref="TaskHooks"/> for values of a type.</summary>
    public MethodReference Task(string name, TypeReference type) =>
        new GenericInstanceMethod(_task[name]) { GenericArguments = { type } };

    /// <summary>The hook that takes the place of a framework method; null when it is called as it is.</summary>
    public MethodReference? Replacement(MethodReference method, TypeReference? constrained = null)
    {
        if (!Replacements.TryFind(method, constrained, out var hook))
            return null;
        if (!_replacements.TryGetValue(hook, out var reference))
            _replacements[hook] = reference = module.ImportReference(hook);
        if (!hook.IsGenericMethodDefinition)
            return reference;
        var generic = new GenericInstanceMethod(reference);
        foreach (var argument in (method.DeclaringType as GenericInstanceType)?.GenericArguments ?? [])
            generic.GenericArguments.Add(argument);
        foreach (var argument in (method as GenericInstanceMethod)?.GenericArguments ?? [])
            generic.GenericArguments.Add(argument);
        return generic;
    }

    private static Dictionary<string, MethodReference> NamedHooks(Type host, ModuleDefinition module) =>
        host.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .ToDictionary(m => m.Name, module.ImportReference);
}
