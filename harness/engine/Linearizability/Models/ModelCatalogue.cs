using System.Globalization;

namespace Katas.Engine.Linearizability.Models;

/// <summary>The library's models by the names under which the command line knows them.</summary>
public static class ModelCatalogue
{
    private const string Semaphore = "semaphore";

    private static readonly Dictionary<string, Func<SequentialModel>> Known = new(StringComparer.Ordinal)
    {
        ["register"] = () => new RegisterModel(),
        ["cas-register"] = () => new CasRegisterModel(),
        ["counter"] = () => new CounterModel(),
        ["key-value"] = () => new KeyValueModel(),
        ["queue"] = () => new QueueModel(),
        ["stack"] = () => new StackModel(),
        ["priority-queue"] = () => new PriorityQueueModel(),
        ["set"] = () => new SetModel(),
        ["mutex"] = () => new MutexModel(),
        ["fenced-lock"] = () => new FencedLockModel(),
        [Semaphore] = () => new SemaphoreModel(1),
        ["lease"] = () => new LeaseModel(),
        ["id-generator"] = () => new IdGeneratorModel(),
        ["log"] = () => new LogModel(),
    };

    /// <summary>Every name, simple types first.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Keys];

    /// <summary>The model of that name; <c>semaphore:3</c> is a semaphore of three permits.</summary>
    /// <returns><see langword="null"/>: there is none.</returns>
    public static SequentialModel? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.StartsWith($"{Semaphore}:", StringComparison.Ordinal))
        {
            var isNumber = int.TryParse(name[(Semaphore.Length + 1)..], CultureInfo.InvariantCulture, out var permits);
            return isNumber && permits > 0 ? new SemaphoreModel(permits) : null;
        }

        return Known.TryGetValue(name, out var create) ? create() : null;
    }
}
