using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;

namespace Katas.Engine.Subjects;

/// <summary>Tells a starter from a solution.</summary>
/// <remarks>
/// By its text, not by what it throws: a class that is half done throws <see cref="NotImplementedException"/> too and
/// has failed, and a starter that is a bug to mend throws nothing.
/// </remarks>
internal static class Starter
{
    /// <summary>Whether the kata's folder holds the starter as shipped; comments and white space do not count.</summary>
    public static bool IsUntouched(Kata kata)
    {
        if (kata.SolutionFiles() is not [var only] || only != kata.SolutionFile) return false;
        if (!File.Exists(kata.StarterFile)) return false;
        var (now, shipped) = (SourceFile.Read(only).Text, File.ReadAllText(kata.StarterFile));
        return now == shipped || SameCode(now, shipped);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // loads the compiler, which most calls do without
    private static bool SameCode(string a, string b)
    {
        SdkRoslyn.Register();
        return Compare(a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Compare(string a, string b) => SyntaxFactory.AreEquivalent(
        CSharpSyntaxTree.ParseText(a), CSharpSyntaxTree.ParseText(b), topLevel: false);
}
