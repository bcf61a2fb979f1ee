using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The bytes of a rewritten assembly.</summary>
/// <param name="Image">The assembly.</param>
/// <param name="Symbols">Its portable PDB, if the original had one.</param>
/// <param name="Sites">What its code names by an index.</param>
/// <param name="NeedsReload">Whether some of its static fields are fresh in a new copy only.</param>
internal sealed record RewrittenAssembly(byte[] Image, byte[]? Symbols, SiteTable Sites, bool NeedsReload);

/// <summary>Inserts hooks into an assembly's methods, in memory.</summary>
internal static class AssemblyRewriter
{
    public static RewrittenAssembly Rewrite(ReadOnlyMemory<byte> assembly, ReadOnlyMemory<byte> symbols)
    {
        using var image = new MemoryStream(assembly.ToArray());
        using var pdb = symbols.IsEmpty ? null : new MemoryStream(symbols.ToArray());
        using var module = ModuleDefinition.ReadModule(image, new ReaderParameters
        {
            ReadSymbols = pdb is not null,
            SymbolStream = pdb,
            SymbolReaderProvider = pdb is null ? null : new PortablePdbReaderProvider(),
        });
        ValueTypes.Mark(module);
        var sites = new SiteTable();
        var hooks = new HookReferences(module);
        var resets = new StaticResets(module, hooks);
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && !resets.IsGenerated(m)))
            MethodRewriter.Rewrite(method, hooks, sites, resets);
        resets.AllowAssignment();
        AccessToHooks.Grant(module);
        return Write(module, sites, resets.NeedsReload, withSymbols: pdb is not null);
    }

    private static RewrittenAssembly Write(ModuleDefinition module, SiteTable sites, bool needsReload, bool withSymbols)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        module.Write(image, new WriterParameters
        {
            WriteSymbols = withSymbols,
            SymbolStream = withSymbols ? symbols : null,
            SymbolWriterProvider = withSymbols ? new PortablePdbWriterProvider() : null,
        });
        return new RewrittenAssembly(image.ToArray(), withSymbols ? symbols.ToArray() : null, sites, needsReload);
    }
}
