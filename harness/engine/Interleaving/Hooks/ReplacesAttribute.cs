namespace Katas.Engine.Interleaving.Hooks;

/// <summary>
/// Marks a hook that is called instead of a framework method. It takes the receiver, if there is one, the method's own
/// parameters, and the index of the call site.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReplacesAttribute(Type type, string method) : Attribute
{
    public Type Type { get; } = type;

    public string Method { get; } = method;
}
