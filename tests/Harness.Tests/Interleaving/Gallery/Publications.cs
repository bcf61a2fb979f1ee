using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class Publications
{
    public static IEnumerable<Exhibit> All => [.. Unsafe, .. DoubleChecked];

    private static IEnumerable<Exhibit> Unsafe =>
    [
        new("plain flag over plain data", UnsafePublication,
            """
            private bool _isReady;
            private int _data;
            public void Left() { _data = 42; _isReady = true; }
            public void Right() { if (_isReady && _data != 42) throw new Exception($"{_data}"); }
            """,
            "private bool _isReady;", "private volatile bool _isReady;"),
        new("flag written with release, read plainly", UnsafePublication,
            """
            private bool _isReady;
            private int _data;
            public void Left() { _data = 42; Volatile.Write(ref _isReady, true); }
            public void Right() { if (_isReady && _data != 42) throw new Exception($"{_data}"); }
            """,
            "if (_isReady && ", "if (Volatile.Read(ref _isReady) && "),
        new("flag read without the lock it was written under", UnsafePublication,
            """
            private readonly object _gate = new();
            private bool _isReady;
            private int _data;
            public void Left() { lock (_gate) { _data = 42; _isReady = true; } }
            public void Right() { if (_isReady && _data != 42) throw new Exception($"{_data}"); }
            """,
            "if (_isReady && _data != 42)", "lock (_gate) if (_isReady && _data != 42)"),
        new("static flag over static data", UnsafePublication,
            """
            private static bool _isReady;
            private static int _data;
            public void Left() { _data = 42; _isReady = true; }
            public void Right() { if (_isReady && _data != 42) throw new Exception($"{_data}"); }
            """,
            "private static bool _isReady;", "private static volatile bool _isReady;"),
        new("count over the elements of an array", UnsafePublication,
            """
            private readonly int[] _items = new int[1];
            private int _count;
            public void Left() { _items[0] = 7; _count = 1; }
            public void Right() { if (_count == 1 && _items[0] != 7) throw new Exception($"{_items[0]}"); }
            """,
            "private int _count;", "private volatile int _count;"),
        new("status over the result of a task that nobody awaits", UnsafePublication,
            """
            private bool _isReady;
            private int _data;
            public void Left()
            {
                var work = Task.Run(() => { _data = 42; _isReady = true; });
                if (_isReady && _data != 42) throw new Exception($"{_data}");
                work.Wait();
            }
            """,
            "private bool _isReady;", "private volatile bool _isReady;"),
    ];

    private static IEnumerable<Exhibit> DoubleChecked =>
    [
        new("first check on a plain flag", DoubleCheckedLocking,
            """
            private readonly object _gate = new();
            private bool _isMade;
            private int _value;
            public void Left() => Use();
            public void Right() => Use();
            private void Use()
            {
                if (!_isMade) lock (_gate) if (!_isMade) { _value = 42; _isMade = true; }
                if (_value != 42) throw new Exception($"{_value}");
            }
            """,
            "private bool _isMade;", "private volatile bool _isMade;"),
        new("published before it is filled", DoubleCheckedLocking,
            """
            private sealed class Box { public int Value; }
            private readonly object _gate = new();
            private volatile Box _box;
            public void Left() => Use();
            public void Right() => Use();
            private void Use()
            {
                if (_box is null) lock (_gate) if (_box is null) { _box = new Box(); _box.Value = 42; }
                if (_box.Value != 42) throw new Exception($"{_box.Value}");
            }
            """,
            "{ _box = new Box(); _box.Value = 42; }", "{ var box = new Box(); box.Value = 42; _box = box; }"),
        new("static map published before it is filled", DoubleCheckedLocking,
            """
            private static readonly Lock Gate = new();
            private static Dictionary<int, string> _names;
            public void Left() => Use();
            public void Right() => Use();
            private static void Use()
            {
                if (_names is null) lock (Gate) if (_names is null) { _names = new(); _names[1] = "Ann"; }
                if (!_names.ContainsKey(1)) throw new Exception("empty");
            }
            """,
            "{ _names = new(); _names[1] = \"Ann\"; }",
            "{ var names = new Dictionary<int, string> { [1] = \"Ann\" }; _names = names; }"),
    ];
}
