using System.Reflection;
using System.Runtime.Loader;
using Katas.Engine.Interleaving.Rewriting;

namespace Katas.Engine.Interleaving.Running;

/// <summary>Holds one copy of a twin; everything the twin refers to comes from the engine's own context.</summary>
internal sealed class TwinContext() : AssemblyLoadContext("interleaving twin", isCollectible: true)
{
    private static readonly Assembly Engine = typeof(TwinContext).Assembly;

    public Assembly Load(RewrittenAssembly twin)
    {
        using var image = new MemoryStream(twin.Image);
        using var symbols = twin.Symbols is null ? null : new MemoryStream(twin.Symbols);
        return LoadFromStream(image, symbols);
    }

    // Null means the default context. A test runner may have loaded the engine and the contracts somewhere else.
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var home = GetLoadContext(Engine);
        return home is null || home == Default ? null : home.LoadFromAssemblyName(assemblyName);
    }
}
