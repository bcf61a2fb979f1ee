using Katas.Engine.Simulation.Faults;

namespace Katas.Engine.Simulation.Shrinking;

/// <summary>One number of a fault, which could be smaller: how long a machine is away, by how much a clock is wrong.</summary>
/// <param name="Value">As it is, without its sign.</param>
/// <param name="Unit">What counts as one: the ticks of a millisecond, or 1.</param>
/// <param name="With">The fault with another value.</param>
internal sealed record Magnitude(long Value, long Unit, Func<long, Fault> With)
{
    /// <summary>The numbers of a fault.</summary>
    public static IReadOnlyList<Magnitude> Of(Fault fault) => fault switch
    {
        MessageFault { Fate: not FaultClass.Drop } message => [Span(message.Late, late => message with { Late = late })],
        CrashFault crash => [Span(crash.Down, down => crash with { Down = down })],
        PauseFault pause => [Span(pause.For, length => pause with { For = length })],
        PartitionFault partition => [Span(partition.For, length => partition with { For = length })],
        ClogFault clog => [Span(clog.For, length => clog with { For = length })],
        SlowDiskFault slow =>
        [
            Span(slow.Latency, latency => slow with { Latency = latency }), Span(slow.For, length => slow with { For = length }),
        ],
        ClockStepFault step => [Span(step.By.Duration(), by => step with { By = by * Math.Sign(step.By.Ticks) })],
        ClockDriftFault drift =>
        [
            new(Math.Abs((long)drift.PartsPerMillion), 1,
                rate => drift with { PartsPerMillion = (int)rate * Math.Sign(drift.PartsPerMillion) }),
        ],
        _ => [],
    };

    /// <summary>The round values below this one: 1, 2, 5, 10, 20 and so on, in its unit.</summary>
    public IReadOnlyList<long> Smaller()
    {
        List<long> values = [];
        for (var ten = Unit; ten < Value; ten *= 10)
            values.AddRange(new[] { ten, 2 * ten, 5 * ten }.Where(value => value < Value));
        return values;
    }

    /// <summary>This value with two digits that count, rounded up: who needs 5 837 ms has enough with 5 900.</summary>
    public long Rounded()
    {
        var place = Unit;
        while (Value / place >= 100) place *= 10;
        return (Value + place - 1) / place * place;
    }

    private static Magnitude Span(TimeSpan value, Func<TimeSpan, Fault> with) =>
        new(value.Ticks, TimeSpan.TicksPerMillisecond, ticks => with(new TimeSpan(ticks)));
}
