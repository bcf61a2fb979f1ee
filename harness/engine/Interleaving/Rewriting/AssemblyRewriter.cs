using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Katas.Engine.Interleaving.Rewriting;

/// <summary>The bytes of a rewritten assembly.</summary>
internal sealed record RewrittenAssembly(byte[] Image, byte[]? Symbols, SiteTable Sites);

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
        foreach (var method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody))
            MethodRewriter.Rewrite(method, hooks, sites);
        AccessToHooks.Grant(module);
        return Write(module, sites, withSymbols: pdb is not null);
    }

    private static RewrittenAssembly Write(ModuleDefinition module, SiteTable sites, bool withSymbols)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        module.Write(image, new WriterParameters
        {
            WriteSymbols = withSymbols,
            SymbolStream = withSymbols ? symbols : null,
            SymbolWriterProvider = withSymbols ? new PortablePdbWriterProvider() : null,
        });
        return new RewrittenAssembly(image.ToArray(), withSymbols ? symbols.ToArray() : null, sites);
    }
}
