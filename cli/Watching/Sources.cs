using System.Security.Cryptography;
using System.Text;
using Katas.Engine.Subjects;

namespace Katas.Cli.Watching;

/// <summary>What a kata's source files hold at one moment.</summary>
/// <param name="Hash">Differs when a file's contents or name differ.</param>
/// <param name="IsHalfSaved">The solution's file is missing or blank, as it is for a moment while an editor saves.</param>
internal sealed record Sources(string Hash, bool IsHalfSaved)
{
    /// <summary>Looks at the files.</summary>
    /// <returns><see langword="null"/> while another program holds one of them.</returns>
    public static Sources? Look(Kata kata)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var halfSaved = true;
            foreach (var source in kata.SolutionFiles().Select(SourceFile.Read))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{source.Path}\0{source.Text.Length}\0{source.Text}"));
                if (source.Path == kata.SolutionFile) halfSaved = string.IsNullOrWhiteSpace(source.Text);
            }

            return new Sources(Convert.ToHexString(hash.GetHashAndReset()), halfSaved);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
