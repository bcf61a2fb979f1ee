namespace Katas.Engine.Subjects;

/// <summary>A compiled subject as bytes: what a compiler wrote, before anything loads or rewrites it.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Symbols">Its portable PDB, which maps code to the learner's lines; may be empty.</param>
public sealed record SubjectImage(ReadOnlyMemory<byte> Assembly, ReadOnlyMemory<byte> Symbols)
{
    /// <summary>Reads a built assembly and the PDB beside it.</summary>
    public static SubjectImage FromFile(string assembly)
    {
        var symbols = Path.ChangeExtension(assembly, ".pdb");
        return new(File.ReadAllBytes(assembly), File.Exists(symbols) ? File.ReadAllBytes(symbols) : default);
    }
}
