using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locksets;

/// <summary>A class with locks of every sort, and fields for what they guard, for the samples of KATA0101.</summary>
internal static class GuardedSample
{
    /// <summary>Asserts that KATA0101 reports at the marks, and nowhere else.</summary>
    public static Task CheckAsync(string marked) => Analyzed.AssertAsync<LocksetAnalyzer>(marked, "KATA0101");

    /// <summary>The class with members of its own.</summary>
    public static string With(string members) =>
        $$"""
        sealed class ThreadConfinedAttribute : Attribute;
        sealed class Sample
        {
            private readonly object _gate = new();
            private readonly Lock _modern = new();
            private readonly ReaderWriterLockSlim _many = new();
            private readonly SemaphoreSlim _one = new(1, 1);
            private readonly object[] _stripes = [new(), new()];
            private readonly List<int> _items = [];
            private readonly Dictionary<int, int> _map = [];
            private readonly Part _part = new();
            private int _n;
            {{members}}
            private sealed class Part { public int X; }
        }
        """;
}
