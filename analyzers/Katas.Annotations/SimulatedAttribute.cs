namespace Katas.Annotations;

/// <summary>
/// Says that a type runs in a deterministic simulator: all time, chance, messages and files are handed to it, and all its code
/// goes on on one thread.
/// </summary>
/// <remarks>
/// <para>On a class or a struct it is about that type and those that derive from it; on an interface, about all that implement
/// it; and about what these create, hold and call by name in their own project.</para>
/// <para>Nothing happens at run time. KATA0901 reports the real clock, unseeded chance, other threads, files and sockets, and
/// waits that block. The rule knows the attribute by its simple name.</para>
/// </remarks>
[System.AttributeUsage(
    System.AttributeTargets.Class | System.AttributeTargets.Struct | System.AttributeTargets.Interface,
    Inherited = true, AllowMultiple = false)]
public sealed class SimulatedAttribute : System.Attribute;
