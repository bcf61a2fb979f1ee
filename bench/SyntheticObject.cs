using Katas.Engine.Linearizability;

namespace Katas.Bench;

/// <summary>An object that does one call at a time, quickly.</summary>
internal sealed class SyntheticObject(string type, Random random)
{
    private readonly Dictionary<object, object> _values = [];
    private readonly LinkedList<object> _items = [];
    private readonly HashSet<int> _holders = [];
    private long _count;
    private long _fresh;

    /// <summary>Whether the client holds what it must give back.</summary>
    public bool Owes(int client) => _holders.Contains(client);

    public Call Next(int client) => type switch
    {
        "register-unique" => random.Next(2) == 0 ? new Call("read") : new Call("write", _fresh++),
        "register-5" => random.Next(2) == 0 ? new Call("read") : new Call("write", random.Next(5)),
        "cas-register-5" => random.Next(3) switch
        {
            0 => new Call("read"),
            1 => new Call("write", random.Next(5)),
            _ => new Call("cas", (random.Next(5), random.Next(5))),
        },
        "counter" => random.Next(2) == 0 ? new Call("read") : new Call("increment"),
        "queue" => random.Next(2) == 0 ? new Call("dequeue") : new Call("enqueue", _fresh++),
        "stack" => random.Next(2) == 0 ? new Call("pop") : new Call("push", _fresh++),
        "set" => new Call(random.Next(3) switch { 0 => "add", 1 => "remove", _ => "contains" }, random.Next(1000)),
        "mutex" => new Call(_holders.Contains(client) ? "release" : "acquire", client),
        _ => KeyValue($"{random.Next(100)}"),
    };

    /// <summary>Does the call; <see langword="false"/>: it has to wait.</summary>
    public bool TryDo(Call call, int client, out object? output)
    {
        output = null;
        switch (call.Name)
        {
            case "read" when type == "counter": output = _count; break;
            case "increment": _count++; break;
            case "read": output = _values.GetValueOrDefault(""); break;
            case "write": _values[""] = call.Argument!; break;
            case "cas": output = Cas((Sequence<object?>)call.Argument!); break;
            case "enqueue" or "push": _items.AddLast(call.Argument!); break;
            case "dequeue": output = Take(_items.First); break;
            case "pop": output = Take(_items.Last); break;
            case "add": output = _values.TryAdd(call.Argument!, true); break;
            case "remove": output = _values.Remove(call.Argument!); break;
            case "contains": output = _values.ContainsKey(call.Argument!); break;
            case "acquire" when _holders.Count > 0: return false;
            case "acquire": _holders.Add(client); break;
            case "release": _holders.Remove(client); break;
            case "get": output = _values.GetValueOrDefault(call.Key!, ""); break;
            case "put": _values[call.Key!] = call.Argument!; break;
            case "append": _values[call.Key!] = $"{_values.GetValueOrDefault(call.Key!)}{call.Argument}"; break;
            default: throw new InvalidOperationException($"No such call: {call}.");
        }

        return true;
    }

    private Call KeyValue(string key) => random.Next(10) switch
    {
        0 => new Call("put", $"{_fresh++};", key),
        < 4 => new Call("append", $"{_fresh++};", key),
        _ => new Call("get", null, key),
    };

    private bool Cas(Sequence<object?> fromTo)
    {
        var holds = Equals(_values.GetValueOrDefault(""), fromTo[0]);
        if (holds) _values[""] = fromTo[1]!;
        return holds;
    }

    private object? Take(LinkedListNode<object>? node)
    {
        if (node is not null) _items.Remove(node);
        return node?.Value;
    }
}
