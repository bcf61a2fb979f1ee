using Katas.Engine.Interleaving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Compiles small C# programs in memory, with symbols, and hands out their twins.</summary>
internal static class SampleProgram
{
    private const string Usings = """
        global using System;
        global using System.Collections;
        global using System.Collections.Concurrent;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Katas.Harness.Tests.Interleaving;
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)
                || Path.GetFileName(p) is "netstandard.dll" or "Microsoft.CSharp.dll")
            .Append(typeof(ICounter).Assembly.Location)
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    /// <summary>The twin of a program whose first line is line 1 of Sample.cs.</summary>
    public static InstrumentedAssembly Compile(string source, bool optimize = false)
    {
        var (image, symbols) = Emit(source, optimize);
        return InstrumentedAssembly.Load(image, symbols);
    }

    public static (byte[] Image, byte[] Symbols) Emit(string source, bool optimize = false)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var compilation = CSharpCompilation.Create(
            "Sample",
            [
                CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), options, "Sample.cs"),
                CSharpSyntaxTree.ParseText(SourceText.From(Usings, System.Text.Encoding.UTF8), options, "Usings.cs"),
            ],
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: optimize ? OptimizationLevel.Release : OptimizationLevel.Debug,
                allowUnsafe: true));
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Assert.That(emitted.Success, Is.True, string.Join('\n', emitted.Diagnostics));
        return (image.ToArray(), symbols.ToArray());
    }

    /// <summary>An object of the twin's class named Sample.</summary>
    public static T New<T>(this InstrumentedAssembly twin) =>
        (T)Activator.CreateInstance(twin.Assembly.GetType("Sample", throwOnError: true)!)!;
}
