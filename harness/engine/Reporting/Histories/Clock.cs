using System.Globalization;
using Katas.Engine.Histories;

namespace Katas.Engine.Reporting.Histories;

/// <summary>Writes the times of one diagram in one unit, with as many digits as its span needs.</summary>
internal sealed class Clock
{
    private static readonly (string Name, long Nanoseconds)[] Units =
        [("s", 1_000_000_000), ("ms", 1_000_000), ("µs", 1_000), ("ns", 1)];

    private readonly long _scale;
    private readonly string _format;

    /// <param name="times">What will be written; times that never came are left out.</param>
    /// <param name="unit">What they count.</param>
    public Clock(IEnumerable<long> times, TimeUnit unit)
    {
        var (from, to) = (long.MaxValue, long.MinValue);
        foreach (var time in times.Where(time => time != long.MaxValue)) (from, to) = (Math.Min(from, time), Math.Max(to, time));
        if (from > to) (from, to) = (0, 0);
        HasTimes = unit == TimeUnit.Nanosecond;
        // Nanoseconds since the machine was started: every number would begin with the same ten digits.
        var span = to - from;
        Origin = HasTimes && span > 0 && from / 10 > span ? from : 0;
        var extent = Math.Max(span, Origin == 0 ? Math.Abs(to) : 0);
        (Unit, _scale) = HasTimes ? Units.FirstOrDefault(each => each.Nanoseconds <= extent, Units[^1]) : ("", 1);
        _format = (extent / _scale) switch { < 10 => "0.###", < 100 => "0.##", < 1000 => "0.#", _ => "0" };
    }

    /// <summary>Whether the times are times, and not only places in an order.</summary>
    public bool HasTimes { get; }

    /// <summary>The unit's name; empty where the times are only places in an order.</summary>
    public string Unit { get; }

    /// <summary>The moment that is written as 0.</summary>
    public long Origin { get; }

    /// <summary>The number without its unit.</summary>
    public string Number(long time) => ((time - Origin) / (decimal)_scale).ToString(_format, CultureInfo.InvariantCulture);

    /// <summary>The moment in words: <c>20 ms</c>, or <c>event 5</c>.</summary>
    public string Moment(long time) => HasTimes ? $"{Number(time)} {Unit}" : $"event {Number(time)}";

    /// <summary>What <see cref="Origin"/> is, in words; empty where it is 0.</summary>
    public string OriginText => Origin == 0
        ? ""
        : $"{(Origin / 1_000_000_000m).ToString("0.#########", CultureInfo.InvariantCulture)} s";

    /// <summary>A fault with its times: <c>partition {n1} | {n2} from 20 ms to 30 ms</c>.</summary>
    public string Fault(Annotation fault)
    {
        var whom = fault.Client is { } client ? $" ({Labels.Client(client)})" : "";
        var when = fault.From == fault.To
            ? $"at {Moment(fault.From)}"
            : $"from {Moment(fault.From)}{(fault.To == long.MaxValue ? "" : $" to {Moment(fault.To)}")}";
        return $"{Labels.OneLine(fault.Text)}{whom} {when}";
    }
}
