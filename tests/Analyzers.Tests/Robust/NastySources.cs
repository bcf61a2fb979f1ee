namespace Katas.Analyzers.Tests.Robust;

/// <summary>Code that nobody writes by hand: very deep, very long, very wide. All of it compiles.</summary>
internal static class NastySources
{
    private const int Deep = 200;

    public static IEnumerable<(string Name, string Code)> All =>
    [
        ("parentheses", In($"_n = {new string('(', Deep)}_n{new string(')', Deep)};")),
        ("blocks", In(Nested("{ lock (_gate) {", "_n++;", "} }"))),
        ("ifs", In(Nested("if (_n > 0) {", "Monitor.Enter(_gate);", "} else Monitor.Exit(_gate);"))),
        ("loops", In(Nested("while (_n > 0) {", "if (!_one.Wait(0)) break;", "_one.Release(); }", 60))),
        ("tries", In(Nested("try { Monitor.Enter(_gate);", "_n++;", "} finally { Monitor.Exit(_gate); }", 40))),
        ("lambdas", In(Lambdas(Deep))),
        ("local functions", In(Nested("void F() { lock (_gate) _n++; F();", "_n++;", "}", 100))),
        ("a long sum", In("_n = " + Joined(" + ", 20_000, _ => "_n") + ";")),
        ("a long condition", In("if (" + Joined(" && ", 2_000, i => $"_n > {i}") + ") _n = 0;")),
        ("a long text", In("_text = " + Joined(" + ", 5_000, i => $"\"{i}\" + _n") + ";")),
        ("a long chain", In("_text = _text" + Joined("", 400, _ => ".Trim()") + ";")),
        ("a long path", In("_next = _next" + Joined("", 800, _ => "!._next") + ";")),
        ("else ifs", In(Joined(" else ", 700, i => $"if (_n == {i}) {{ lock (_gate) _n = {i + 1}; }}"))),
        ("5000 statements", In(Joined("\n", 5_000, i => i % 2 == 0 ? "lock (_gate) _n++;" : "_n--;"))),
        ("5000 statements under calls", In(Joined("\n", 2_500, _ => "Monitor.Enter(_gate); Monitor.Exit(_gate);"))),
        ("500 waits", In(Joined("\n", 500, _ => "await _one.WaitAsync(); try { _n++; } finally { _one.Release(); }"))),
        ("a wide switch", In("switch (_n) {" + Joined("\n", 600, i => $"case {i}: lock (_gate) _n = {i}; break;") + "}")),
        ("a wide switch expression", In("_n = _n switch {" + Joined(", ", 500, i => $"{i} => {i + 1}") + ", _ => 0 };")),
        ("labels", In(Joined("\n", 300, i => $"L{i}: lock (_gate) {{ if (_n == {i}) goto L{(i * 7) % 300}; }}"))),
        ("calls in a row", Class(
            Joined("\n", 3_000, i => $"void M{i}() {{ lock (_gate) M{i + 1}(); }}") + "public void M3000() => M0();")),
        ("recursion", Class(
            "public void A() { lock (_gate) B(); _n++; } void B() { A(); C(() => B()); } "
            + "void C(Action a) { a(); C(a); }")),
        ("fields", Class(
            Joined("\n", 1_000, i => $"int _f{i}; public void M{i}() {{ lock (_gate) _f{i}++; }} public int G{i}() => _f{i};"))),
    ];

    private static string Class(string members) =>
        $$"""
        class Sample
        {
            private readonly object _gate = new();
            private readonly SemaphoreSlim _one = new(1, 1);
            private Sample? _next;
            private string _text = "";
            private int _n;
            {{members}}
            void Use() => _ = (_next, _text, _n, _one);
        }
        """;

    private static string In(string statements) => Class($"public async Task Run() {{ {statements}\nawait Task.Yield(); }}");

    private static string Nested(string open, string core, string close, int depth = Deep) =>
        string.Concat(Enumerable.Repeat(open + "\n", depth)) + core + string.Concat(Enumerable.Repeat(close + "\n", depth));

    private static string Lambdas(int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => $"Action a{i} = () => {{ lock (_gate) _n++;\n"))
        + "_n++;" + string.Concat(Enumerable.Range(0, depth).Reverse().Select(i => $"}};\na{i}();"));

    private static string Joined(string by, int count, Func<int, string> one) =>
        string.Join(by, Enumerable.Range(0, count).Select(one));
}
