namespace Katas.Harness.Tests.Interleaving;

/// <summary>
/// Three threads of random statements on shared places: plain, volatile, atomic, locked and with a try for the lock.
/// </summary>
internal static class RandomProgram
{
    private static readonly string[] Places = ["a", "b", "v"];

    public static string Source(Random random) =>
        $$"""
        public class Sample : IThreeSides
        {
            private readonly object _gate = new(), _other = new();
            private int a, b;
            private volatile int v;
            public void Left() { {{Body(random, 2)}} }
            public void Right() { {{Body(random, 2)}} }
            public void Third() { {{Body(random, 1)}} }
            public override string ToString() => $"{a} {b} {v}";
        }
        """;

    private static string Body(Random random, int statements) =>
        string.Join(' ', Enumerable.Range(0, statements).Select(_ => Statement(random)));

    private static string Statement(Random random) => random.Next(8) switch
    {
        0 => $"lock (_gate) {{ {Simple(random)} }}",
        1 => $"lock (_gate) {{ {Simple(random)} lock (_other) {{ {Simple(random)} }} }}",
        2 => $"if (Monitor.TryEnter(_other)) {{ {Simple(random)} Monitor.Exit(_other); }} else {Simple(random)}",
        3 => $"Interlocked.Add(ref a, {random.Next(1, 5)});",
        4 => $"if (b > 2) {Simple(random)}",
        _ => Simple(random),
    };

    private static string Simple(Random random) =>
        $"{Places[random.Next(3)]} = {Places[random.Next(3)]} * 3 + {random.Next(1, 5)};";
}
