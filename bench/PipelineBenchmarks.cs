using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Katas.Engine.Interleaving;
using Katas.Engine.Subjects;

namespace Katas.Bench;

/// <summary>The pipeline's parts, warm, on the rate limiter's reference.</summary>
[Config(typeof(InProcess))]
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private SubjectCompiler _compiler = null!;
    private IReadOnlyList<SourceFile> _sources = null!;
    private SubjectImage _image = null!;

    /// <summary>Compiles once, so that the benchmarks find the compiler loaded.</summary>
    [GlobalSetup]
    public void Compile()
    {
        var kata = Catalogue.Open(KataRoot.Current).Get("rate-limiter");
        var references = Directory.EnumerateFiles(SdkRoslyn.ReferenceAssemblies!, "*.dll")
            .Append(Path.Combine(AppContext.BaseDirectory, "Katas.Contracts.dll"));
        _compiler = new SubjectCompiler(references, []);
        _sources = SubjectSources.Of(kata, SubjectName.Reference);
        _image = CompileInMemory().Image!;
    }

    /// <summary>Source to assembly and PDB.</summary>
    [Benchmark]
    public CompileResult CompileInMemory() => _compiler.Compile("bench", _sources);

    /// <summary>Assembly to instrumented, loaded twin.</summary>
    [Benchmark]
    public void RewriteAndLoad() => InstrumentedAssembly.Load(_image.Assembly, _image.Symbols).Dispose();

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance));
    }
}
