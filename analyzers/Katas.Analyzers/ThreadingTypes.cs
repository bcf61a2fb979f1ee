using System.Collections.Generic;
using Katas.Analyzers.Locksets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers;

/// <summary>The framework's types that the rules know, looked up once for a compilation.</summary>
internal sealed class ThreadingTypes
{
    private readonly Dictionary<INamedTypeSymbol, LockKind> _kinds = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol? _monitor;

    /// <param name="compilation">Where they are looked up.</param>
    /// <param name="options">The settings of its files; null for a rule that asks for none.</param>
    public ThreadingTypes(Compilation compilation, AnalyzerOptions? options = null)
    {
        Compilation = compilation;
        Settings = new(options?.AnalyzerConfigOptionsProvider);
        _monitor = compilation.GetTypeByMetadataName("System.Threading.Monitor");
        Add("System.Threading.Lock", LockKind.Lock);
        Add("System.Threading.ReaderWriterLockSlim", LockKind.ReaderWriter);
        Add("System.Threading.SemaphoreSlim", LockKind.Semaphore);
        Add("System.Threading.Semaphore", LockKind.Semaphore);
        Add("System.Threading.Mutex", LockKind.Mutex);
        Add("System.Threading.SpinLock", LockKind.SpinLock);
        Interlocked = compilation.GetTypeByMetadataName("System.Threading.Interlocked");
        Volatile = compilation.GetTypeByMetadataName("System.Threading.Volatile");
        Task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
        TaskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
        ValueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
        ValueTaskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
        CancellationToken = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
    }

    public Compilation Compilation { get; }

    public Settings Settings { get; }

    public INamedTypeSymbol? Interlocked { get; }

    public INamedTypeSymbol? Volatile { get; }

    public INamedTypeSymbol? Task { get; }

    public INamedTypeSymbol? TaskOfT { get; }

    public INamedTypeSymbol? ValueTask { get; }

    public INamedTypeSymbol? ValueTaskOfT { get; }

    public INamedTypeSymbol? CancellationToken { get; }

    public bool IsMonitor(ITypeSymbol? type) => _monitor is not null && Same(type, _monitor);

    /// <summary>What sort of lock objects of a type are; null for other types.</summary>
    public LockKind? KindOf(INamedTypeSymbol type) => _kinds.TryGetValue(type, out var kind) ? kind : null;

    /// <summary>Whether it is a task of any sort.</summary>
    public bool IsTaskLike(ITypeSymbol? type) =>
        type?.OriginalDefinition is { } definition
        && (Same(definition, Task) || Same(definition, TaskOfT) || Same(definition, ValueTask) || Same(definition, ValueTaskOfT));

    public static bool Same(ISymbol? one, ISymbol? other) =>
        one is not null && SymbolEqualityComparer.Default.Equals(one, other);

    private void Add(string name, LockKind kind)
    {
        if (Compilation.GetTypeByMetadataName(name) is { } type) _kinds[type] = kind;
    }
}
