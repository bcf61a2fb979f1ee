namespace Katas.Engine.Simulation.Replaying;

/// <summary>Reads what <see cref="ReplayWriter"/> wrote.</summary>
/// <param name="text">All of it.</param>
internal sealed class ReplayReader(string text)
{
    private int _at;

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => _at == text.Length;

    /// <exception cref="FormatException">There is no whole number here, or none that large.</exception>
    public long Number()
    {
        var value = 0L;
        while (_at < text.Length)
        {
            if (value > long.MaxValue / 64) break;
            var letter = text[_at++];
            if (ReplayWriter.Last.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var last) return (value * 31) + last;
            var digit = ReplayWriter.Before.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0) break;
            value = (value * 31) + digit;
        }

        throw new FormatException("A number in it has no end.");
    }

    /// <exception cref="FormatException">There is no whole number here, or none up to a limit.</exception>
    public int Number(int most) =>
        Number() is var value && value <= most ? (int)value : throw new FormatException($"{value} is more than {most}.");

    public long Signed() => Number() is var value && value % 2 == 0 ? value / 2 : -((value + 1) / 2);

    public TimeSpan Time()
    {
        var value = Signed();
        if (value % 2 != 0) return new TimeSpan((value - 1) / 2);
        return Math.Abs(value / 2) <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond
            ? TimeSpan.FromTicks(value / 2 * TimeSpan.TicksPerMillisecond)
            : throw new FormatException("A time in it is too long.");
    }
}
