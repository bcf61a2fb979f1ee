using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary>
/// Marks a hook that is called instead of a framework method. It takes the receiver, if there is one, the method's own
/// parameters, and the index of the call site. For a constructor, named <c>.ctor</c>, it makes the object. A generic hook names
/// its type parameters as the framework does, the type's before the method's.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReplacesAttribute(Type type, string method) : Attribute
{
    public Type Type { get; } = type;

    public string Method { get; } = method;

    /// <summary>What the call is to the search: an access of memory, if the hook announces it as one.</summary>
    public SiteKind Kind { get; init; } = SiteKind.Synchronisation;
}
