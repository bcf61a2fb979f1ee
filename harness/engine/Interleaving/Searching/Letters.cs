namespace Katas.Engine.Interleaving.Searching;

/// <summary>Short sums of texts, in letters that survive every shell: the same in every process, unlike hash codes.</summary>
internal static class Letters
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>A sum of so many letters (FNV-1a, folded to base 36).</summary>
    public static string Sum(string text, int length) => Of(Add(Begin, text), length);

    /// <summary>The sum of nothing, to which texts are added.</summary>
    public const uint Begin = 2166136261;

    public static uint Add(uint sum, string text)
    {
        foreach (var letter in text)
            sum = (sum ^ letter) * 16777619;
        return (sum ^ '\0') * 16777619;
    }

    public static string Of(uint sum, int length) => string.Create(length, sum, (letters, left) =>
    {
        // The low bits of FNV are the weakest.
        left ^= left >> 15;
        for (var i = 0; i < letters.Length; i++, left /= 36)
            letters[i] = Digits[(int)(left % 36)];
    });
}
