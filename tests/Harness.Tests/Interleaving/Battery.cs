namespace Katas.Harness.Tests.Interleaving;

/// <summary>A program that uses much of C#; it says what it computed, so that two builds can be compared.</summary>
internal static class Battery
{
    public const string Source =
        """
        #nullable disable
        public class Sample : IBattery
        {
            private readonly StringBuilder _out = new();
            private int _field = 3;
            private volatile int _volatile = 1;
            private static long _static = 7;
            private Point _point = new(1, 2);
            private (int A, string B) _tuple = (1, "one");
            private int? _nullable;
            private decimal _money = 1.5m;
            private DateTime _date = new(2024, 2, 29);
            private int[] _items = [1, 2, 3];
            private Point[] _points = new Point[3];
            private string[] _texts = ["a", null, "c"];
            private byte[,] _grid = new byte[2, 2];
            private readonly Dictionary<string, List<int>> _map = new();
            private event Action<int> Raised;
            private Color _color = Color.Green;
            private Generic<string> _generic = new("g");
            private nint _native = 5;
            private Buffer4 _inline;

            public string Run()
            {
                Fields(); Structs(); Arrays(); Generics<int>(5); Generics("text"); Closures(); Iterators();
                Exceptions();
                References(); Events(); Switches(40); Unsafe(); Spans(); Statics(); Async().GetAwaiter().GetResult();
                Records(); Strings(); Checked();
                return _out.ToString();
            }

            private void Say(object value) => _out.Append(value ?? "null").Append(';');

            private void Fields()
            {
                _field += 4; Say(_field++); Say(++_field); Say(_volatile++); Say(_volatile);
                Say(this._field.ToString());
                _nullable ??= 4; Say(_nullable.HasValue); Say(_nullable.Value + _nullable.GetValueOrDefault());
                _nullable = null;
                Say(_nullable?.ToString()); Say(_money + 1); Say(_date.AddDays(1).Day); Say(_native * 2); Say(_color);
                _color = Color.Red; Say(_color == Color.Red); Say(Prop); Prop = 9; Say(Prop); Say(Init);
            }

            public int Prop { get; set; } = 8;
            public int Init { get; init; } = 11;

            private void Structs()
            {
                _point.X += 5; _point.Y = _point.X * 2; Say(_point); Say(_point.Sum()); Say(Make().X); _point.Grow();
                Say(_point.X);
                var copy = _point; copy.X = 0; Say(_point.X); ref var alias = ref _point.X; alias = 77; Say(_point.X);
                _tuple.A++; (_tuple.A, _field) = (_field, _tuple.A); Say(_tuple); Say(new Wrapper(3).Inner.X);
                ref readonly var r = ref _point; Say(r.Sum()); Nested n = default; n.Inner.Deep.X = 3;
                Say(n.Inner.Deep.X);
                _inline[0] = 3; _inline[3] = 4; Say(_inline[0] + _inline[3]);
            }

            private static Point Make() => new(42, 0);

            private void Arrays()
            {
                _items[1] += 10; Say(_items[1]); Say(_items[^1]); _points[2].X = 6; Say(_points[2].X++);
                Say(_points[2]);
                _texts[1] ??= "b"; Say(string.Concat(_texts)); _grid[1, 1] = 200; _grid[1, 1]++; Say(_grid[1, 1]);
                object[] covariant = _texts; Say(covariant[0]);
                try { covariant[0] = 1; } catch (ArrayTypeMismatchException) { Say("mismatch"); }
                var doubles = new double[] { 1, 2 }; doubles[0] /= 4; Say(doubles[0]); var longs = new long[3L];
                longs[2L] = 5; Say(longs[2]);
                foreach (var i in _items) Say(i); var flags = new bool[2]; flags[1] = true; Say(flags[1]);
                int[][] jagged = [[1], [2, 3]]; jagged[1][0]--; Say(jagged[1][0]); Say(_items[1..].Length);
                var dates = new DateTime[1]; dates[0] = _date; Say(dates[0].Year); dates[0] = dates[0].AddYears(1);
                Say(dates[0].Year); var table = new Hashtable { ["k"] = 1 };
                foreach (DictionaryEntry entry in table) { Say(entry.Key); Say(entry.Value); }
                var colors = new Color[1]; colors[0] = Color.Green; Say(colors[0]); var chars = new[] { 'x' };
                Say(chars[0]);
            }

            private void Generics<T>(T value)
            {
                var g = new Generic<T>(value); Say(g.Value); g.Swap(default); Say(g.Value); Say(Generic<T>.Count);
                Say(g.Pair<long>(3));
                T[] array = new T[2]; array[1] = value; Say(array[1]);
                Say(EqualityComparer<T>.Default.Equals(array[0], value));
                Say(g.Node.Value); ref T slot = ref array[0]; slot = value; Say(array[0]); Say(_generic.Value);
                Say(value.ToString());
            }

            private void Closures()
            {
                var sum = 0; var actions = new List<Action>();
                for (var i = 0; i < 3; i++) { var copy = i; actions.Add(() => sum += copy * i); }
                foreach (var action in actions) action(); Say(sum);
                int Local(int n) => n <= 1 ? 1 : n * Local(n - 1); Say(Local(5));
                Func<int, Func<int, int>> add = a => b => a + b + _field; Say(add(1)(2));
                Say(new[] { 3, 1, 2 }.OrderBy(x => x).First());
                Func<string, int> parse = int.Parse; Say(parse("12"));
            }

            private IEnumerable<int> Numbers() { for (var i = 0; i < 3; i++) { try { yield return i * _field; }
                finally { _field++; } } }

            private void Iterators() { foreach (var n in Numbers()) Say(n); Say(Numbers().Sum()); Say(_map.Count);
                _map["k"] = [1]; _map["k"].Add(2); foreach (var (k, v) in _map) Say(k + v.Count);
                Say(_map.TryGetValue("z", out var none)); Say(none); }

            private void Exceptions()
            {
                for (var i = 0; i < 4; i++)
                {
                    try { if (i == 1) continue; if (i == 3) break; try { Throw(i); }
                        catch (InvalidOperationException e) when (e.Message == "2") { Say("filter" + _field); }
                        finally { _field--; Say("finally"); } }
                    catch (Exception e) { Say(e.Message); }
                }
                try { ((Sample)null)._field = 1; } catch (NullReferenceException) { Say("nre"); }
                try { _ = _items[10]; } catch (IndexOutOfRangeException) { Say("range"); }
                Say(ReturnsFromTry());
            }

            private void Throw(int i) { _field++;
                if (i % 2 == 0) throw i == 2 ? new InvalidOperationException("2") : new ArgumentException("arg"); }

            private int ReturnsFromTry() { try { return _field; } finally { _field = 100; } }

            private void References()
            {
                int local = 1; Add(ref local, 2); Say(local); Add(ref _field, 3); Say(_field); Add(ref _items[0], 4);
                Say(_items[0]);
                Get(out var o); Say(o); Get(out _field); Say(_field); Say(Max(ref _field, ref local));
                Max(ref _field, ref local) = 55; Say(_field); Say(Read(in _money));
                Say(Interlocked.Increment(ref _field)); Say(Interlocked.CompareExchange(ref _field, 1, 56));
                Say(Interlocked.Exchange(ref _texts, ["z"])[0]);
                Say(Volatile.Read(ref _field)); Volatile.Write(ref _field, 12); Say(_field);
                Say(int.TryParse("31", out _field)); Say(_field);
                Say(Interlocked.Add(ref _static, 5)); ref int choice = ref (_field > 3 ? ref _field : ref local);
                choice++; Say(_field);
            }

            private static void Add(ref int to, int n) => to += n;
            private static void Get(out int n) => n = 64;
            private static ref int Max(ref int a, ref int b) { if (a > b) return ref a; return ref b; }
            private static decimal Read(in decimal m) => m;

            private void Events() { var got = 0; Action<int> h = n => got += n; Raised += h; Raised += h;
                Raised?.Invoke(3); Raised -= h; Raised(4); Say(got); }

            private void Switches(int n)
            {
                for (var i = 0; i < n; i++)
                    switch (i % 9) { case 0: _field++; break; case 1: _field += 2; break; case 2: _field -= 1; break;
                        case 3: goto case 0; case 4: _items[0]++; break;
                        case 5: _point.X++; break; case 6: if (_field > 5) _field--; else _field++; break;
                            case 7: continue; default: _static++; break; }
                Say(_field); Say(_items[0]); Say(_point.X); object o = _field;
                Say(o switch { int x when x > 1000 => "big", int => "int", _ => "other" });
            }

            private unsafe void Unsafe() { fixed (int* p = _items) { p[0] = 9; *(p + 1) = 8; }
                Say(_items[0] + _items[1]); int* s = stackalloc int[2]; s[1] = 3; Say(s[1]); Say(sizeof(Point)); }

            private void Spans()
            {
                Span<int> span = _items; span[2] = 21; Say(_items[2]); span.Slice(1).Fill(4); Say(_items[2]);
                ReadOnlySpan<char> text = "hello"; Say(text[1]);
                Span<int> stack = stackalloc int[3]; stack[1]++; Say(stack[1]); var rs = new Cursor(_items);
                rs.Next() = 5; Say(_items[0]); foreach (ref var i in span) i++; Say(_items[0]);
            }

            private void Statics() { _static++; Say(_static); Say(Holder.Name); Holder.Name = "set"; Say(Holder.Name);
                Say(Holder.Fixed); try { _ = Broken.Value; } catch (TypeInitializationException e) {
                    Say(e.InnerException.Message); } }

            private async Task Async() { await Task.Yield(); _field++; Say(_field);
                var x = await Task.FromResult(_field * 2); Say(x); try { await Fail(); } catch (Exception e) {
                    Say(e.Message); }
                await foreach (var n in Stream()) Say(n); await using (new Late(this)) { } }
            private static async Task Fail() { await Task.CompletedTask; throw new Exception("async"); }
            private async IAsyncEnumerable<int> Stream() { yield return _field; await Task.Yield(); yield return 2; }

            private void Records() { var p = new Person("Ann", 3); var q = p with { Age = 4 }; Say(p == q); Say(q);
                Say(q.GetHashCode() == (p with { Age = 4 }).GetHashCode()); var (n, a) = q; Say(n + a); }

            private void Strings() { Say($"{_field,5:D3}|{_money:F2}|{_color}"); var sb = new StringBuilder();
                sb.Append(_field).Append($"{_texts.Length}"); Say(sb); Say(nameof(_field)); lock (_out) Say("locked");
                lock (new Lock()) Say("lock"); using (var m = new MemoryStream()) Say(m.Length);
                    Say(typeof(Generic<>).Name); }

            private void Checked() { byte b = 255; try { checked { b++; } } catch (OverflowException) {
                Say("overflow"); } unchecked { b++; } Say(b); Say((short)_field >> 1); Say(1.5f * _field);
                Say((long)_field << 33); dynamicLike(this); }
            private static void dynamicLike(object o) { if (o is Sample { _field: > 0 } s) s.Say("pattern"); }

            private struct Point(int x, int y) { public int X = x, Y = y; public readonly int Sum() => X + Y;
                public void Grow() { X++; this.Y += X; } public override string ToString() => X + "," + Y; }
            private readonly struct Wrapper(int x) { public readonly Point Inner = new(x, x); }
            private struct Nested { public Middle Inner; public struct Middle { public Point Deep; } }
            [System.Runtime.CompilerServices.InlineArray(4)] private struct Buffer4 { private int _first; }
            private ref struct Cursor(Span<int> items) { private Span<int> _rest = items; private int _used;
                public ref int Next() { ref var r = ref _rest[0]; _rest = _rest[1..]; _used++; return ref r; } }
            private enum Color : byte { Red, Green }
            private record Person(string Name, int Age);
            private sealed class Late(Sample s) : IAsyncDisposable { public async ValueTask DisposeAsync() {
                await Task.Yield(); s.Say("late"); } }
            private static class Holder { public static string Name = "start"; public static readonly int Fixed = 3;
                static Holder() { if (Name == "start") { Name += "!"; return; } Name = "never"; } }
            private static class Broken { public static int Value; static Broken() => throw new Exception("broken"); }
            private class Generic<T>(T value) { public static int Count; public T Value = value;
                public Node<T> Node = new() { Value = value }; public void Swap(T other) {
                    (Value, other) = (other, Value); Count++; Node.Value = other; }
                public (T, U) Pair<U>(U u) => (Node.Value, u); public class Inner { public T Deep; } }
            private class Node<T> { public T Value; }
        }
        """;
}
