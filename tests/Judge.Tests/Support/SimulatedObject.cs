using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Support;

/// <summary>An object that does one call at a time, written without the models so that it can witness against them.</summary>
internal abstract class SimulatedObject
{
    public static IReadOnlyList<string> Types { get; } =
    [
        "queue", "stack", "priority-queue", "register", "cas-register", "counter", "set", "mutex", "semaphore", "key-value",
    ];

    public static SimulatedObject Of(string type, Random random) => type switch
    {
        "queue" => new Container("enqueue", "dequeue", items => 0),
        "stack" => new Container("push", "pop", items => items.Count - 1),
        "priority-queue" => new Container("insert", "extract-min", items => items.IndexOf(items.Min()!)),
        "register" => new Register(withCas: false),
        "cas-register" => new Register(withCas: true),
        "counter" => new Counter(random),
        "set" => new Elements(random),
        "mutex" => new Permits(1, random.Next(2) == 0),
        "semaphore" => new Permits(2, owned: false),
        "key-value" => new Store(),
        _ => throw new ArgumentException($"There is no type {type}.", nameof(type)),
    };

    /// <summary>Whether it does wrong this time: a bug in the object makes subtler histories than changed answers.</summary>
    public Func<bool> Slips { get; set; } = () => false;

    /// <summary>What the client asks next.</summary>
    public abstract Call Next(int client, Random random, Func<object> value);

    /// <summary>Does the call; <see langword="false"/>: it has to wait.</summary>
    public abstract bool TryDo(Call call, int client, out object? answer);

    private sealed class Container(string put, string take, Func<List<object>, int> first) : SimulatedObject
    {
        private readonly List<object> _items = [];

        public override Call Next(int client, Random random, Func<object> value) =>
            random.Next(2) == 0 ? new Call(put, value()) : new Call(take);

        public override bool TryDo(Call call, int client, out object? answer)
        {
            answer = null;
            if (call.Name == put) _items.Add(call.Argument!);
            if (call.Name == put || _items.Count == 0) return true;
            var at = Slips() ? _items.Count / 2 : first(_items);
            answer = Narrow(_items[at]);
            _items.RemoveAt(at);
            return true;
        }
    }

    private sealed class Register(bool withCas) : SimulatedObject
    {
        private object? _value;
        private object? _last;

        public override Call Next(int client, Random random, Func<object> value) => random.Next(withCas ? 6 : 4) switch
        {
            0 or 1 => new Call("read"),
            2 or 3 => new Call("write", _last = value()),
            _ => new Call("cas", new[] { random.Next(2) == 0 ? _last : _value, value() }),
        };

        public override bool TryDo(Call call, int client, out object? answer)
        {
            answer = call.Name == "read" ? Narrow(_value) : null;
            if (call.Name == "write" && !Slips()) _value = call.Argument;
            if (call is not { Name: "cas", Argument: Sequence<object?> fromTo }) return true;
            answer = Equals(fromTo[0], _value);
            if (Equals(fromTo[0], _value)) _value = fromTo[1];
            return true;
        }
    }

    private sealed class Counter(Random random) : SimulatedObject
    {
        /// <summary>Real counters are used in one of a few ways, and monitors live by that.</summary>
        private readonly string[] _calls = random.Next(5) switch
        {
            0 => ["increment", "read"],
            1 => ["increment", "decrement", "read"],
            2 => ["fetch-and-add", "fetch-and-add", "read"],
            3 => ["fetch-and-add"],
            _ => ["add", "increment", "decrement", "read", "fetch-and-add"],
        };

        private readonly int _largest = random.Next(1, 4);
        private readonly int _smallest = random.Next(4) == 0 ? -1 : 1;
        private long _value;

        public override Call Next(int client, Random random, Func<object> value)
        {
            var name = _calls[random.Next(_calls.Length)];
            return name is "add" or "fetch-and-add" ? new Call(name, random.Next(_smallest, _largest + 1)) : new Call(name);
        }

        public override bool TryDo(Call call, int client, out object? answer)
        {
            answer = call.Name is "read" or "fetch-and-add" ? (int)_value : null;
            if (Slips()) return true;
            _value += call.Name switch
            {
                "increment" => 1,
                "decrement" => -1,
                "read" => 0,
                _ => (long)call.Argument!,
            };
            return true;
        }
    }

    private sealed class Elements(Random random) : SimulatedObject
    {
        private readonly HashSet<object> _held = [];
        private readonly int _notTold = random.Next(2) * 3;

        public override Call Next(int client, Random random, Func<object> value) =>
            new(random.Next(3) switch { 0 => "add", 1 => "remove", _ => "contains" }, random.Next(5) == 0 ? 1 : 0);

        public override bool TryDo(Call call, int client, out object? answer)
        {
            var element = call.Argument!;
            if (Slips()) _held.Remove(element);
            var told = call.Name switch
            {
                "add" => _held.Add(element),
                "remove" => _held.Remove(element),
                _ => _held.Contains(element),
            };
            answer = call.Name != "contains" && _notTold > 0 && client % _notTold == 0 ? null : told;
            return true;
        }
    }

    private sealed class Permits(int count, bool owned) : SimulatedObject
    {
        private readonly List<int> _holders = [];

        public override Call Next(int client, Random random, Func<object> value)
        {
            // Who holds one does not wait for another, and who holds none seldom gives back: both might wait for ever.
            var holds = _holders.Contains(client);
            var gives = holds ? random.Next(6) != 0 : (!owned || Slips()) && random.Next(12) == 0;
            var name = gives ? "release" : holds || random.Next(3) == 0 ? "try-acquire" : "acquire";
            return new Call(name, owned ? client : null);
        }

        public override bool TryDo(Call call, int client, out object? answer)
        {
            var free = _holders.Count < count || Slips();
            answer = call.Name == "try-acquire" ? free : null;
            if (call.Name != "release" && free) _holders.Add(client);
            if (call.Name != "release") return free || call.Name == "try-acquire";
            return _holders.Remove(client) || (!owned && _holders.Count > 0 && _holders.Remove(_holders[0]));
        }
    }

    private sealed class Store : SimulatedObject
    {
        private readonly Dictionary<object, string> _values = [];

        public override Call Next(int client, Random random, Func<object> value)
        {
            var key = random.Next(3) == 0 ? "b" : "a";
            return random.Next(4) switch
            {
                0 => new Call("put", $"{value()} ", key),
                1 => new Call("append", $"{value()} ", key),
                _ => new Call("get", null, key),
            };
        }

        public override bool TryDo(Call call, int client, out object? answer)
        {
            var held = _values.GetValueOrDefault(call.Key!, "");
            answer = call.Name == "get" ? held : null;
            if (call.Name == "put") _values[call.Key!] = (string)call.Argument!;
            if (call.Name == "append" && !Slips()) _values[call.Key!] = held + call.Argument;
            return true;
        }
    }

    /// <summary>Programs answer with <see cref="int"/>: whoever judges has to bring that to one form.</summary>
    private static object? Narrow(object? value) => value is long number ? (int)number : value;
}
