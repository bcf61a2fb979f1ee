namespace Katas.Judge.Tests.Support;

/// <summary>What a random history looks like. The defaults are small enough for the plain search.</summary>
internal sealed record HistoryShape
{
    public int Clients { get; init; } = 3;

    public int Operations { get; init; } = 8;

    /// <summary>How likely the next event is a call, while some client is idle: near 1 everything overlaps.</summary>
    public double Concurrency { get; init; } = 0.5;

    /// <summary>Whether no value is put in twice; otherwise they come from 0 to <see cref="Domain"/> - 1.</summary>
    public bool DistinctValues { get; init; } = true;

    public int Domain { get; init; } = 3;

    /// <summary>Whether values are texts rather than whole numbers.</summary>
    public bool Texts { get; init; }

    /// <summary>The share of operations that never return, half of them after they took effect.</summary>
    public double Open { get; init; }

    /// <summary>The share of operations that return, with a result that nobody knows.</summary>
    public double Unknown { get; init; }

    /// <summary>How often the object does wrong: loses a write, gives the wrong item, lets one in too many.</summary>
    public double Slips { get; init; }

    /// <summary>How many faults are put into a history that was right; 0: none.</summary>
    public int Faults { get; init; }

    /// <summary>Drawn for fuzzing: 4 to 10 operations of 2 to 4 clients, most with faults, half of wrong objects.</summary>
    public static HistoryShape Draw(Random random) => new()
    {
        Clients = random.Next(2, 5),
        Operations = random.Next(4, 11),
        Concurrency = 0.05 + 0.65 * random.NextDouble(),
        DistinctValues = random.Next(5) != 0,
        Domain = random.Next(1, 4),
        Texts = random.Next(8) == 0,
        Open = random.Next(4) == 0 ? 0.2 : 0,
        Unknown = random.Next(6) == 0 ? 0.15 : 0,
        Slips = random.Next(2) == 0 ? 0.4 : 0,
        Faults = Math.Max(0, random.Next(-2, 5)),
    };
}
