using System.Globalization;
using System.Text;

namespace Katas.Engine.Interleaving.Searching;

/// <summary>A schedule as a short string: <c>ab2a-k3f-9q0x7</c>.</summary>
/// <param name="Choices">Who was chosen at each decision; beyond them, whoever is preferred.</param>
/// <param name="Contended">The classes of places before whose accesses there is a decision, each as its sum.</param>
/// <param name="Path">The sum of the steps that the choices led to: code that has changed makes others.</param>
/// <remarks>
/// Each choice is a letter, <c>a</c> for the first thread, with a number when it is made several times in a row. A dash, then
/// three letters for each class; a dash, then three for the path and two for what stands before, so that a string that was
/// not pasted whole is told from one that no longer fits the code.
/// </remarks>
internal sealed record ReplayText(IReadOnlyList<int> Choices, IReadOnlyList<string> Contended, string Path)
{
    public const int ClassLength = 3;
    private const int PathLength = 3;
    private const int CheckLength = 2;
    private const int MostTimes = 100_000;

    /// <summary>Threads as letters that no shell takes for its own; the last twelve of 64 are hardly ever needed.</summary>
    private const string Threads = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.+=^,%@~!{}";

    /// <exception cref="FormatException">The text is no schedule, or not a whole one.</exception>
    public static ReplayText Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('-');
        if (parts.Length != 3 || parts[1].Length % ClassLength != 0 || parts[2].Length != PathLength + CheckLength)
            throw new FormatException($"\"{text}\" is no schedule such as ab2a-k3f-9q0x7. Paste the whole string.");
        var sum = Letters.Sum(text[..^CheckLength], CheckLength);
        if (!text.EndsWith(sum, StringComparison.Ordinal))
            throw new FormatException($"A letter of the schedule \"{text}\" is wrong or missing. Paste the whole string.");
        return new ReplayText(
            [.. ParseChoices(parts[0])], [.. parts[1].Chunk(ClassLength).Select(sum => new string(sum))],
            parts[2][..PathLength]);
    }

    /// <summary>How a class is named in <see cref="Contended"/>.</summary>
    public static string ClassSum(string placeClass) => Letters.Sum(placeClass, ClassLength);

    /// <summary>How a path is named in <see cref="Path"/>.</summary>
    public static string PathSum(uint sum) => Letters.Of(sum, PathLength);

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Choices.Count;)
        {
            var times = Choices.Skip(i).TakeWhile(choice => choice == Choices[i]).Count();
            text.Append(Threads[Choices[i]]);
            if (times > 1)
                text.Append(times.ToString(CultureInfo.InvariantCulture));
            i += times;
        }

        text.Append('-').AppendJoin("", Contended).Append('-').Append(Path);
        return text + Letters.Sum(text.ToString(), CheckLength);
    }

    private static IEnumerable<int> ParseChoices(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var choice = Threads.IndexOf(text[i], StringComparison.Ordinal);
            if (choice < 0)
                throw new FormatException($"'{text[i]}' names no thread of a schedule.");
            var digits = text.AsSpan(i + 1).IndexOfAnyExceptInRange('0', '9');
            var end = digits < 0 ? text.Length : i + 1 + digits;
            var times = 1;
            if (end > i + 1)
                _ = int.TryParse(text.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out times);
            for (var left = Math.Clamp(times, 1, MostTimes); left > 0; left--)
                yield return choice;
            i = end;
        }
    }
}
