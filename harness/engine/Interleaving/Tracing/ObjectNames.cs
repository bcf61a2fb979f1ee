using System.Reflection;

namespace Katas.Engine.Interleaving.Tracing;

/// <summary>Names objects by how the shared object reaches them: <c>_gate</c>, <c>_accounts[0]</c>.</summary>
/// <remarks>
/// Fields are read after the schedule, so only those are followed that still say what they said during it: readonly
/// ones, and any that hold a framework object such as a gate. Other objects are numbered in the order they are met.
/// </remarks>
internal sealed class ObjectNames
{
    private const int MaxObjects = 2_000;
    private const BindingFlags OwnFields =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    private readonly Dictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _counts = [];
    private readonly object? _root;

    public ObjectNames(object? root)
    {
        _root = root;
        if (root is null)
            return;
        var toVisit = new Queue<(object Object, string Path)>();
        _names[root] = "this";
        toVisit.Enqueue((root, ""));
        while (_names.Count < MaxObjects && toVisit.TryDequeue(out var next))
        {
            foreach (var (name, value) in Parts(next.Object, next.Path))
            {
                if (_names.TryAdd(value, name))
                    toVisit.Enqueue((value, name + "."));
            }
        }
    }

    public bool IsRoot(object? value) => ReferenceEquals(value, _root);

    public string Of(object? value)
    {
        if (value is null)
            return "null";
        if (_names.TryGetValue(value, out var name))
            return name;
        var type = value.GetType().Name.Split('`')[0];
        _counts[type] = _counts.GetValueOrDefault(type) + 1;
        return _names[value] = $"{type}#{_counts[type]}";
    }

    private static IEnumerable<(string Name, object Value)> Parts(object owner, string path)
    {
        if (owner is object?[] array)
        {
            return array.Select((element, index) => ($"{path.TrimEnd('.')}[{index}]", element))
                .Where(e => e.element is not null and not string).Select(e => (e.Item1, e.element!));
        }

        return IsFramework(owner.GetType()) ? [] : Fields(owner, path);
    }

    private static IEnumerable<(string Name, object Value)> Fields(object owner, string path)
    {
        for (var type = owner.GetType(); type is not null && !IsFramework(type); type = type.BaseType)
        {
            foreach (var field in type.GetFields(OwnFields))
            {
                if (field.FieldType.IsValueType || field.FieldType.IsPointer)
                    continue;
                if (field.GetValue(field.IsStatic ? null : owner) is not { } value || value is string)
                    continue;
                if (field.IsInitOnly || IsFramework(value.GetType()))
                    yield return ((field.IsStatic ? "" : path) + Pretty(field.Name), value);
            }
        }
    }

    private static bool IsFramework(Type type) =>
        !type.IsArray && type.Namespace?.Split('.')[0] == "System";

    private static string Pretty(string name) =>
        name.StartsWith('<') && name.IndexOf('>') is > 1 and var end ? name[1..end] : name;
}
