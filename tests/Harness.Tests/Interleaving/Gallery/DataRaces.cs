using static Katas.Engine.Interleaving.Finding;

namespace Katas.Harness.Tests.Interleaving.Gallery;

internal static class DataRaces
{
    public static IEnumerable<Exhibit> All =>
    [
        new("two in one list", DataRace,
            """
            private readonly object _gate = new();
            private readonly List<int> _items = [];
            public void Left() => Add();
            public void Right() => Add();
            private void Add() { _items.Add(1); }
            public void Check() { if (_items.Count != 2) throw new Exception($"{_items.Count}"); }
            """,
            "{ _items.Add(1); }", "{ lock (_gate) _items.Add(1); }"),
        new("reader and writer in one dictionary", DataRace,
            """
            private readonly object _gate = new();
            private readonly Dictionary<int, string> _names = new() { [1] = "Ann" };
            public void Left() { lock (_gate) _names[2] = "Bob"; }
            public void Right() { _names.TryGetValue(1, out _); }
            """,
            "{ _names.TryGetValue(1, out _); }", "{ lock (_gate) _names.TryGetValue(1, out _); }"),
        new("two tasks in one set", DataRace,
            """
            private readonly HashSet<int> _seen = [];
            public Task LeftAsync() => Task.WhenAll(Task.Run(() => See(1)), Task.Run(() => See(2)));
            private void See(int item) { _seen.Add(item); }
            public void Check() { if (_seen.Count != 2) throw new Exception($"{_seen.Count}"); }
            """,
            "{ _seen.Add(item); }", "{ lock (_seen) _seen.Add(item); }"),
        new("iterator over a list that grows", DataRace,
            """
            private readonly object _gate = new();
            private readonly List<int> _items = [1];
            public void Left() { lock (_gate) _items.Add(2); }
            public void Right() { foreach (var item in Items()) if (item == 0) throw new Exception(); }
            private IEnumerable<int> Items() { foreach (var item in _items) yield return item; }
            """,
            "foreach (var item in _items) yield return item;",
            "int[] items; lock (_gate) items = [.. _items]; foreach (var item in items) yield return item;"),
        new("two in one text", DataRace,
            """
            private readonly StringBuilder _text = new();
            public void Left() => Say("a");
            public void Right() => Say("b");
            private void Say(string word) { _text.Append(word); }
            public void Check() { if (_text.Length != 2) throw new Exception($"{_text}"); }
            """,
            "{ _text.Append(word); }", "{ lock (_text) _text.Append(word); }"),
        Torn("decimal", "1m"),
        Torn("Guid", "new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)"),
        Torn("(long Low, long High)", "(1, 1)"),
    ];

    private static Exhibit Torn(string type, string value) => new(
        $"torn {type}", DataRace,
        $$"""
        private readonly object _gate = new();
        private {{type}} _value;
        private {{type}} Value { get => _value; set => _value = value; }
        public void Left() => Value = {{value}};
        public void Right() { var value = Value; if (value != default && value != {{value}}) throw new Exception("torn"); }
        """,
        "{ get => _value; set => _value = value; }",
        "{ get { lock (_gate) return _value; } set { lock (_gate) _value = value; } }");
}
