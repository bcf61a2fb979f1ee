using System.Collections.Concurrent;
using Katas.Engine.Interleaving.Rewriting;
using Katas.Engine.Interleaving.Running;

namespace Katas.Engine.Interleaving.Hooks;

/// <summary><see cref="ConcurrentDictionary{TKey,TValue}"/> with factories, which run outside of its locks.</summary>
/// <remarks>
/// Whoever is overtaken while its factory runs takes the other's value, or runs the factory again, as the real one does.
/// </remarks>
internal static class ConcurrentDictionaryHooks
{
    [Replaces(typeof(ConcurrentDictionary<,>), "GetOrAdd", Kind = SiteKind.Call)]
    public static TValue GetOrAdd<TKey, TValue>(
        ConcurrentDictionary<TKey, TValue> items, TKey key, Func<TKey, TValue> valueFactory, int site)
        where TKey : notnull
    {
        if (LogicalThread.Current is not { } thread || valueFactory is null)
            return items.GetOrAdd(key, valueFactory!);
        Arrive(thread, items, site);
        if (items.TryGetValue(key, out var found))
            return found;
        var made = valueFactory(key);
        Arrive(thread, items, site);
        return items.GetOrAdd(key, made);
    }

    [Replaces(typeof(ConcurrentDictionary<,>), "GetOrAdd", Kind = SiteKind.Call)]
    public static TValue GetOrAdd<TKey, TValue, TArg>(
        ConcurrentDictionary<TKey, TValue> items, TKey key, Func<TKey, TArg, TValue> valueFactory, TArg factoryArgument,
        int site)
        where TKey : notnull
        where TArg : allows ref struct
    {
        if (LogicalThread.Current is not { } thread || valueFactory is null)
            return items.GetOrAdd(key, valueFactory!, factoryArgument);
        Arrive(thread, items, site);
        if (items.TryGetValue(key, out var found))
            return found;
        var made = valueFactory(key, factoryArgument);
        Arrive(thread, items, site);
        return items.GetOrAdd(key, made);
    }

    [Replaces(typeof(ConcurrentDictionary<,>), "AddOrUpdate", Kind = SiteKind.Call)]
    public static TValue AddOrUpdate<TKey, TValue>(
        ConcurrentDictionary<TKey, TValue> items, TKey key, TValue addValue,
        Func<TKey, TValue, TValue> updateValueFactory, int site)
        where TKey : notnull
    {
        if (LogicalThread.Current is not { } thread || updateValueFactory is null)
            return items.AddOrUpdate(key, addValue, updateValueFactory!);
        while (true)
        {
            Arrive(thread, items, site);
            if (!items.TryGetValue(key, out var old))
            {
                if (items.TryAdd(key, addValue))
                    return addValue;
                continue;
            }

            var updated = updateValueFactory(key, old);
            Arrive(thread, items, site);
            if (items.TryUpdate(key, updated, old))
                return updated;
        }
    }

    [Replaces(typeof(ConcurrentDictionary<,>), "AddOrUpdate", Kind = SiteKind.Call)]
    public static TValue AddOrUpdate<TKey, TValue>(
        ConcurrentDictionary<TKey, TValue> items, TKey key, Func<TKey, TValue> addValueFactory,
        Func<TKey, TValue, TValue> updateValueFactory, int site)
        where TKey : notnull
    {
        if (LogicalThread.Current is not { } thread || addValueFactory is null || updateValueFactory is null)
            return items.AddOrUpdate(key, addValueFactory!, updateValueFactory!);
        while (true)
        {
            Arrive(thread, items, site);
            var hasOld = items.TryGetValue(key, out var old);
            var next = hasOld ? updateValueFactory(key, old!) : addValueFactory(key);
            Arrive(thread, items, site);
            if (hasOld ? items.TryUpdate(key, next, old!) : items.TryAdd(key, next))
                return next;
        }
    }

    [Replaces(typeof(ConcurrentDictionary<,>), "AddOrUpdate", Kind = SiteKind.Call)]
    public static TValue AddOrUpdate<TKey, TValue, TArg>(
        ConcurrentDictionary<TKey, TValue> items, TKey key, Func<TKey, TArg, TValue> addValueFactory,
        Func<TKey, TValue, TArg, TValue> updateValueFactory, TArg factoryArgument, int site)
        where TKey : notnull
        where TArg : allows ref struct
    {
        if (LogicalThread.Current is not { } thread || addValueFactory is null || updateValueFactory is null)
            return items.AddOrUpdate(key, addValueFactory!, updateValueFactory!, factoryArgument);
        while (true)
        {
            Arrive(thread, items, site);
            var hasOld = items.TryGetValue(key, out var old);
            var next = hasOld
                ? updateValueFactory(key, old!, factoryArgument)
                : addValueFactory(key, factoryArgument);
            Arrive(thread, items, site);
            if (hasOld ? items.TryUpdate(key, next, old!) : items.TryAdd(key, next))
                return next;
        }
    }

    private static void Arrive<TKey, TValue>(LogicalThread thread, ConcurrentDictionary<TKey, TValue> items, int site)
        where TKey : notnull
    {
        thread.Access(site, new Location(items, null), items.GetType().Name);
        thread.Pending = null;
    }
}
