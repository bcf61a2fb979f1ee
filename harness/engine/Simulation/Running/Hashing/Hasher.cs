namespace Katas.Engine.Simulation.Running.Hashing;

/// <summary>Sums values of one type that come as objects.</summary>
internal abstract class Hasher
{
    public abstract ulong Of(object value, int depth);

    public static Hasher For(Type type) => (Hasher)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(type))!;

    private sealed class Typed<T> : Hasher
    {
        public override ulong Of(object value, int depth) => Structure<T>.Of((T)value, depth);
    }
}

/// <summary>Sums values of one type, without boxing them.</summary>
internal static class Structure<T>
{
    /// <summary>Whether a value of this declared type can be of no other.</summary>
    public static readonly bool IsExact = StructureCode.IsExact(typeof(T));

    private static readonly Func<T, int, ulong> Code = StructureCode.Compile<T>();

    public static ulong Of(T value, int depth)
    {
        if (value is null) return StructuralHash.Nothing;
        return StructuralHash.IsTooMuch(depth) ? 0 : Code(value, depth);
    }
}
