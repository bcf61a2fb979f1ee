using System.Text;

namespace Katas.Engine.Simulation.Replaying;

/// <summary>Writes numbers in letters and digits, small ones short, and none needs a mark after it.</summary>
/// <remarks>To the base of 31, the highest digit first. The last is one of 31 letters, those before it of 31 others.</remarks>
internal sealed class ReplayWriter
{
    /// <summary>The digits with which a number ends.</summary>
    public const string Last = "0123456789abcdefghijklmnopqrstu";

    /// <summary>The digits after which it goes on.</summary>
    public const string Before = "vwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private readonly StringBuilder _text = new();

    /// <summary>Adds a number from 0 up.</summary>
    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var digits = Last[(int)(value % Last.Length)].ToString();
        for (value /= Last.Length; value > 0; value /= Last.Length) digits = Before[(int)(value % Before.Length)] + digits;
        _text.Append(digits);
    }

    /// <summary>Adds a number that may be less than zero.</summary>
    public void Signed(long value) => Number(value < 0 ? (-2 * value) - 1 : 2 * value);

    /// <summary>Adds a time or a length: shorter when it is a whole number of milliseconds.</summary>
    public void Time(TimeSpan time)
    {
        var isWhole = time.Ticks % TimeSpan.TicksPerMillisecond == 0;
        Signed(isWhole ? 2 * (time.Ticks / TimeSpan.TicksPerMillisecond) : (2 * time.Ticks) + 1);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
