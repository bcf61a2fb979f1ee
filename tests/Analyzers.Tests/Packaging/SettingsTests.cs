using System.Collections.Immutable;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Tests.Packaging;

/// <summary>What an <c>.editorconfig</c> can say, and what it changes.</summary>
public sealed class SettingsTests
{
    private const string WithScheduler =
        """
        class Jobs { public static void Enqueue(Action job) => job(); }
        class Sample
        {
            private readonly object _gate = new();
            private int _n;
            public void Add() { lock (_gate) _n++; }
            public int Get() { lock (_gate) return _n; }
            public void Later() { lock (_gate) Jobs.Enqueue(() => _n++); }
        }
        """;

    private const string WithoutLock =
        """
        class Sample
        {
            private SemaphoreSlim _gate = new(1);
            private int _n;
            private void Add(SemaphoreSlim gate) { gate.Wait(); try { _n++; } finally { gate.Release(); } }
            public void Run() => Add(_gate);
            public void Bare() => _n++;
            [ThreadStatic] static int _t;
        }
        """;

    [Test]
    public async Task A_method_is_said_to_run_its_delegate_on_another_thread()
    {
        Assert.That(await FindAsync(WithScheduler, "KATA0101"), Is.Empty);
        Assert.That(await FindAsync(WithScheduler, "KATA0101", (Settings.AdditionalSpawners, "Other.Post, Jobs.Enqueue")),
            Has.Count.EqualTo(1));
        Assert.That(await FindAsync(WithScheduler, "KATA0101", (Settings.AdditionalSpawners, "Jobs.Other")), Is.Empty);
    }

    [TestCase("true", true)]
    [TestCase("false", false)]
    [TestCase("perhaps", false)]
    public void All_types_are_said_to_be_shared(string value, bool expected)
    {
        var compilation = Analyzed.Compile(WithoutLock);
        var settings = new Settings(new Provider((Settings.AllTypesAreShared, value)));
        Assert.That(settings.IsShared(compilation.GetTypeByMetadataName("Sample")!), Is.EqualTo(expected));
    }

    [Test]
    public void Without_options_nothing_is_said()
    {
        var compilation = Analyzed.Compile(WithoutLock);
        Assert.That(new Settings(null).IsShared(compilation.GetTypeByMetadataName("Sample")!), Is.False);
    }

    private static async Task<IReadOnlyList<Diagnostic>> FindAsync(
        string code, string rule, params (string Key, string Value)[] options)
    {
        var analyzed = Analyzed.Compile(code).WithAnalyzers(
            [new LocksetAnalyzer()], new AnalyzerOptions([], new Provider(options)));
        return [.. (await analyzed.GetAnalyzerDiagnosticsAsync()).Where(report => report.Id == rule)];
    }

    private sealed class Provider(params (string Key, string Value)[] options) : AnalyzerConfigOptionsProvider
    {
        private readonly Options _options = new(options.ToImmutableDictionary(one => one.Key, one => one.Value));

        public override AnalyzerConfigOptions GlobalOptions => _options;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _options;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _options;
    }

    private sealed class Options(ImmutableDictionary<string, string> all) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            all.TryGetValue(key, out value);
    }
}
