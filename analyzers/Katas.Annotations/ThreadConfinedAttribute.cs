namespace Katas.Annotations;

/// <summary>Says that one thread at a time uses a type or a member, by an order that its code does not show.</summary>
/// <remarks>
/// <para>A loop that alone drains a channel, a type that one request makes and drops, code of a user interface's thread. The
/// rules about shared state then take its members for called by nobody at once; those about locks that are held still
/// speak.</para>
/// <para>Nothing happens at run time, and nothing proves the promise. The rules know the attribute by its simple name.</para>
/// </remarks>
[System.AttributeUsage(
    System.AttributeTargets.Class | System.AttributeTargets.Struct | System.AttributeTargets.Interface
        | System.AttributeTargets.Field | System.AttributeTargets.Property | System.AttributeTargets.Method
        | System.AttributeTargets.Constructor,
    Inherited = true, AllowMultiple = false)]
public sealed class ThreadConfinedAttribute : System.Attribute;
