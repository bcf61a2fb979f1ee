using Katas.Engine.Interleaving;

namespace Katas.Engine.Specs;

/// <summary>While an exploration makes its subject: the rewritten twin from which to make it.</summary>
internal sealed class Twin(InstrumentedAssembly assembly, string className)
{
    [ThreadStatic]
    private static Twin? _current;

    /// <summary>The twin to make instances from on this thread; <see langword="null"/> outside an exploration.</summary>
    public static Twin? Current => _current;

    /// <summary>The subject's class, rewritten. It may be another one in each schedule.</summary>
    public Type Implementation => assembly.Assembly.GetType(className, throwOnError: true)!;

    /// <summary>Runs <paramref name="create"/> with this twin as the current one.</summary>
    public T Within<T>(Func<T> create)
    {
        var outer = _current;
        _current = this;
        try
        {
            return create();
        }
        finally
        {
            _current = outer;
        }
    }
}
