namespace Katas.Annotations;

/// <summary>Says under which lock a member is used: <c>[GuardedBy("_gate")]</c>.</summary>
/// <remarks>
/// <para>On a field or a property: whoever reads or writes it holds the lock; whoever writes it holds it for itself alone, where
/// the lock can be shared. On a method or an accessor: whoever calls it holds the lock already, and its body counts as being
/// under it. Constructors and initializers need no lock.</para>
/// <para>Nothing happens at run time. KATA0103 reports where the promise is broken, and where the name is of no member. The
/// rules know the attribute by its simple name: one of your own, of that name, does as well.</para>
/// <para>The idea is that of <c>@GuardedBy</c> in Goetz and others, "Java Concurrency in Practice", 2006.</para>
/// </remarks>
/// <param name="gate">
/// The member that holds the lock: a field, a property or a parameter of the primary constructor of the same type, with or
/// without <c>this.</c>; <c>this</c> for the object itself. Static members are named alike.
/// </param>
[System.AttributeUsage(
    System.AttributeTargets.Field | System.AttributeTargets.Property | System.AttributeTargets.Method,
    Inherited = true, AllowMultiple = false)]
public sealed class GuardedByAttribute(string gate) : System.Attribute
{
    /// <summary>The member that holds the lock, as it was written.</summary>
    public string Gate { get; } = gate;
}
