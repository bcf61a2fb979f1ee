using System.Runtime.CompilerServices;

namespace Katas.Engine.Interleaving.Running;

/// <summary>One place in memory, or one synchronisation object, within one schedule.</summary>
/// <param name="owner">The object that contains it; null for a static field.</param>
/// <param name="part">The field's name, or null for an element or for the object as a whole.</param>
/// <param name="index">The element's index; -1 otherwise.</param>
/// <remarks>Owners are compared by reference: a subject's own <c>Equals</c> must not run between two steps.</remarks>
internal readonly struct Location(object? owner, string? part, nint index = -1) : IEquatable<Location>
{
    public object? Owner { get; } = owner;

    public string? Part { get; } = part;

    public nint Index { get; } = index;

    public bool IsKnown => Owner is not null || Part is not null;

    public bool Equals(Location other) =>
        ReferenceEquals(Owner, other.Owner) && Index == other.Index && Part == other.Part;

    public override bool Equals(object? obj) => obj is Location other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Owner), Part, Index);
}
