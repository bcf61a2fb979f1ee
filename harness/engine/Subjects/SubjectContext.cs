using System.Reflection;
using System.Runtime.Loader;

namespace Katas.Engine.Subjects;

/// <summary>A collectible home for one compiled subject: contracts and engine stay outside, so casts work.</summary>
internal sealed class SubjectContext() : AssemblyLoadContext("subject", isCollectible: true)
{
    /// <summary>Loads the image with its symbols, so that stack traces name the learner's lines.</summary>
    public Assembly Load(SubjectImage image)
    {
        using var assembly = new MemoryStream(image.Assembly.ToArray());
        if (image.Symbols.IsEmpty) return LoadFromStream(assembly);
        using var symbols = new MemoryStream(image.Symbols.ToArray());
        return LoadFromStream(assembly, symbols);
    }

    /// <summary>Everything else comes from the default context.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => null;
}
