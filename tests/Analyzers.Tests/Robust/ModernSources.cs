namespace Katas.Analyzers.Tests.Robust;

/// <summary>Every form that a rule may not know, each with locks in it. All of it compiles.</summary>
internal static class ModernSources
{
    public static IEnumerable<(string Name, string Code)> All =>
    [
        ("top-level statements", """
            var gate = new object();
            var n = 0;
            lock (gate) n++;
            Monitor.Enter(gate);
            if (n > args.Length) return 1;
            Monitor.Exit(gate);
            void Add() { lock (gate) n++; }
            Add();
            await Task.Run(() => n++);
            Task.Run(Add);
            return n;
            """),
        ("records", """
            record Account(int Id, List<int> Items) { readonly object _gate = new(); public int N { get; private set; }
                public void Add() { lock (_gate) { N++; Items.Add(N); } } public int Get() => N; }
            record struct Point(int X, int Y) { public int Sum; public void Add() { lock (typeof(Point)) Sum += X; } }
            readonly record struct Fixed(object Gate) { public void Go() { lock (Gate) lock (this.Gate) { } } }
            record Derived(int Id) : Account(Id, []) { public override string ToString() { lock (this) return ""; } }
            """),
        ("file-scoped and nested types", """
            namespace A.B;
            file class Hidden { public static readonly object Gate = new(); public static int N; }
            file interface IHidden { static int Count; int Next() { lock (Hidden.Gate) return Count++; } }
            class Open : IHidden { class In<T> where T : new() { class Deep { static T? _t; void M() { lock (Hidden.Gate) _t =
                new(); }
                T? G() => _t; } } }
            """),
        ("parts", """
            partial class Parted(List<int> items) { readonly object _gate = new(); int _n; partial void Hook(); public partial
                int Size
                { get; set; } public partial Parted(int n); public partial event Action Changed;
                public void Add() { lock (_gate) { _n++; items.Add(_n); Hook(); } } }
            partial class Parted { partial void Hook() => _n++; public int Get() => _n; public partial int Size { get => field;
                set { lock
                (_gate) field = value; } } public partial Parted(int n) : this([]) { lock (_gate) _n = n; } Action? _changed;
                public partial event Action Changed { add { lock (_gate) _changed += value; } remove { _changed -= value; } } }
            """),
        ("extension blocks", """
            class Counter { public readonly object Gate = new(); public int N; }
            static class Extensions
            {
                extension(Counter counter)
                {
                    public int Twice { get { lock (counter.Gate) return counter.N * 2; } set => counter.N = value; }
                    public void Add(int x) { Monitor.Enter(counter.Gate); counter.N += x; Monitor.Exit(counter.Gate); }
                    public async Task Wait(SemaphoreSlim one) { await one.WaitAsync(); counter.N++; one.Release(); }
                    public static Counter Make() { lock (typeof(Counter)) return new(); }
                }
                extension<T>(List<T> items) { public T? Last { get { lock (items) return items.Count > 0 ? items[^1] : default;
                } } }
            }
            """),
        ("the field keyword", """
            class Sample { readonly Lock _gate = new();
                public int Size { get { lock (_gate) return field; } set { lock (_gate) field = value; } }
                public List<int> Items { get => field ??= []; set; }
                public string Name { get; set => field = value.Trim(); } = ""; }
            """),
        ("null-conditional assignment", """
            class Sample { readonly object _gate = new(); Sample? _other; int _n; int[]? _items; event Action? Changed;
                public void A() { lock (_gate) { _other?._n = 1; _other?._n += 2; _other?._items?[0] = 3; _other?.Changed += A;
                } }
                public void B() { _other?._n = 4; _other?._other?._n -= 1; _items?[1] = _n; Changed?.Invoke(); } }
            """),
        ("compound assignment of its own", """
            class Sum { readonly object _gate = new(); int _n; public void operator +=(int x) { lock (_gate) _n += x; }
                public void operator ++() { lock (_gate) _n++; } public int Get() => _n; }
            class User { Sum _sum = new(); readonly object _gate = new(); public void A() { lock (_gate) { _sum += 1; _sum++; } }
                public void B() { _sum += 2; ++_sum; } }
            """),
        ("spans, lambdas with modifiers, nameof", """
            class Sample { readonly object _gate = new(); int[] _items = []; int _n; delegate bool Try(string text, out int
                result);
                public void A() { lock (_gate) { Span<int> s = _items; s.Fill(_n); ReadOnlySpan<int> r = _items; _n =
                r.IndexOf(1); } }
                public int B() { Try parse = (text, out result) => int.TryParse(text, out result); parse(nameof(List<>), out _n);
                    return _items.AsSpan().Length; }
                public void C() { Span<int> own = stackalloc int[4]; foreach (ref var x in own) x = _n; ref var n = ref _n;
                n++; } }
            """),
        ("unsafe code", """
            unsafe class Sample { readonly object _gate = new(); int _n; fixed int Not[1];
                public void A() { lock (_gate) { fixed (int* p = &_n) { *p = 1; p[0]++; } } }
                public int B(int* p, delegate*<int, void> f) { f(*p); return *(&p[1]) + sizeof(int) + _n; } }
            """.Replace(" fixed int Not[1];", "", StringComparison.Ordinal)),
        ("goto and switches", """
            class Sample { readonly object _gate = new(); int _n;
                public void A(object o) { again: Monitor.Enter(_gate); switch (o) { case int i when i > 0: goto case null; case
                null: _n++;
                    goto default; default: Monitor.Exit(_gate); break; } if (_n < 3) goto again; goto end; end: ; }
                public int B() => (_n, this) switch { (1, { _n: > 2 and not 5 }) => 1, ( > 3, _) or (_, null) => 2, var (x, _)
                => x }; }
            """),
        ("iterators", """
            class Sample { readonly object _gate = new(); readonly SemaphoreSlim _one = new(1); readonly List<int> _items = [];
                public IEnumerable<int> A() { lock (_gate) { foreach (var x in _items) yield return x; } yield break; }
                public async IAsyncEnumerable<int> B() { await _one.WaitAsync(); try { foreach (var x in _items) yield return x; }
                    finally { _one.Release(); } await foreach (var y in B()) yield return y; }
                public async Task C() { await foreach (var x in B().ConfigureAwait(false)) _items.Add(x); await using var d =
                new D(); }
                class D : IAsyncDisposable { public ValueTask DisposeAsync() => default; } }
            """),
        ("primary constructors", """
            class Base(object gate) { protected void Under(Action a) { lock (gate) a(); } }
            class Sample(List<int> items, object gate, int n = 3) : Base(gate) { int _m = n; readonly object _own = gate;
                public void A() { lock (gate) { items.Add(n++); _m++; } } public int B() => items.Count + n + _m;
                public void C() => Under(() => { items.Clear(); n--; lock (_own) { } }); }
            struct S(int x) { public int X => x++; public void Add() { lock ((object)x) x = 1; } }
            """),
        ("everything else", """
            using Alias = (int A, System.Collections.Generic.List<int> B);
            class Sample { static readonly object Gate = new(); Alias _pair = (1, []); dynamic? _any; volatile bool _stop; int _n;
                ~Sample() { lock (Gate) _n++; } static Sample() { lock (Gate) { } } public static implicit operator int(Sample
                s) => s._n;
                public int this[int i] { get { lock (Gate) return _n + i; } set => _n = value; }
                public event Action Done { add { lock (Gate) _n++; } remove => _n--; }
                public void A() { lock (Gate) { (_pair.A, _n) = (_n, _pair.A); _pair.B[^1]++; _any?.Foo(_n); _any = Gate; } }
                public void B() { _pair.A++; var (a, b) = _pair; (_n, var c) = (a, b); _any!.Bar = 1; checked { _n = (int)_any;
                } }
                public async Task C() { using var r = Gate is IDisposable d ? d : null; await Task.WhenAll(from x in _pair.B
                select Task.Run(() =>
                    x + _n)); while (!_stop) { try { lock (Gate) continue; } catch (Exception e) when (e is { Message: "" }) {
                    throw; } } }
                T D<T>(T x) where T : allows ref struct { return x; } int E([System.Runtime.CompilerServices.CallerLineNumber]
                int x = 0) =>
                    x is > 0 and < 5 ? x : throw new Exception(); }
            """),
    ];
}
