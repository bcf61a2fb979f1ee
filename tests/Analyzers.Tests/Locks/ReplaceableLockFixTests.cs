using Katas.Analyzers.CodeFixes.Locks;
using Katas.Analyzers.Locksets;

namespace Katas.Analyzers.Tests.Locks;

public sealed class ReplaceableLockFixTests
{
    [TestCase("private object _gate = new();", "private readonly object _gate = new();")]
    [TestCase("private static object _gate = new();", "private static readonly object _gate = new();")]
    [TestCase("object _gate = new();", "readonly object _gate = new();")]
    [TestCase("private Lock _gate = new();", "private readonly Lock _gate = new();")]
    [TestCase("private object _gate; public Sample() => _gate = new();",
        "private readonly object _gate; public Sample() => _gate = new();")]
    [TestCase("// one for all\n    private object _gate = new();", "// one for all\n    private readonly object _gate = new();")]
    public Task It_becomes_readonly(string before, string after) =>
        Fixed.AssertAsync<LocksetAnalyzer, ReplaceableLockFix>(Sample(before), Sample(after), "KATA0002");

    [Test]
    public Task Both_of_two_are_fixed() => Fixed.AssertAsync<LocksetAnalyzer, ReplaceableLockFix>(
        """
        class Sample
        {
            private object _a = new();
            private SemaphoreSlim _b = new(1);

            void Run() { lock (_a) { } }
            void Wait() { _b.Wait(); _b.Release(); }
        }
        """,
        """
        class Sample
        {
            private readonly object _a = new();
            private readonly SemaphoreSlim _b = new(1);

            void Run() { lock (_a) { } }
            void Wait() { _b.Wait(); _b.Release(); }
        }
        """, "KATA0002");

    [TestCase("private object _gate = new(); public void Reset() { _gate = new(); }")]
    [TestCase("internal Lock _gate = new();")]
    [TestCase("private object _other = new(), _gate = new();")]
    [TestCase("private object _gate { get; set; } = new();")]
    public Task It_is_not_fixed(string members) =>
        Fixed.AssertNoneAsync<LocksetAnalyzer, ReplaceableLockFix>(Sample(members), "KATA0002");

    private static string Sample(string members) =>
        "class Sample\n{\n    " + members + "\n\n    public void Run() { lock (_gate) { } }\n}\n";
}
