using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving.Gallery;

/// <summary>A small program with one mistake, and what it takes to mend it.</summary>
/// <param name="Name">What is done wrong, in a few words.</param>
/// <param name="Finding">What the explorer must call it.</param>
/// <param name="Members">The members of a class that implements <see cref="IExhibit"/>; they begin at line 2.</param>
/// <param name="Mistake">The part of <paramref name="Members"/> that is wrong; it stands there once.</param>
/// <param name="Mended">What must stand there instead.</param>
internal sealed record Exhibit(string Name, Finding Finding, string Members, string Mistake, string Mended)
{
    /// <summary>How the mistake must show, where its kind leaves no choice; else null.</summary>
    public ExplorationOutcome? Outcome => Finding switch
    {
        Finding.LockOrder or Finding.LostWakeUp => ExplorationOutcome.Deadlock,
        Finding.Livelock => ExplorationOutcome.Livelock,
        Finding.SwallowedException => ExplorationOutcome.LostFailure,
        Finding.UnsafePublication => ExplorationOutcome.DataRace,
        _ => null,
    };

    public ExplorationResult Explore(ExplorationStrategy strategy) => Explore(Members, strategy);

    public ExplorationResult ExploreMended(ExplorationStrategy strategy) => Explore(MendedMembers, strategy);

    public string MendedMembers => Members.Replace(Mistake, Mended, StringComparison.Ordinal);

    /// <summary>Explores a class with these members, of whose operations only those run that it has.</summary>
    public static ExplorationResult Explore(string members, ExplorationStrategy strategy)
    {
        using var twin = SampleProgram.Compile(Source(members));
        return Explorer.Explore(
            twin, twin.New<IExhibit>, Operations(members), exhibit => exhibit.Check(),
            new ExplorationOptions { Strategy = strategy });
    }

    public static string Source(string members) => $"public class Sample : IExhibit {{\n{members}\n}}";

    public override string ToString() => Name;

    /// <summary>Two adds, whose sum must be two.</summary>
    public static Exhibit TwoAdds(Finding finding, string name, string fields, string add, string mended, string sum = "_n") =>
        new(name, finding, Adds(fields, add, sum), add, mended);

    public static string Adds(string fields, string add, string sum = "_n") =>
        $$"""
        {{fields}}
        public void Left() => Add();
        public void Right() => Add();
        private void Add()
        {
            {{add}}
        }
        public void Check() { if ({{sum}} != 2) throw new Exception($"expected 2, got { {{sum}} }"); }
        """;

    private static ThreadOperation<IExhibit>[] Operations(string members)
    {
        ThreadOperation<IExhibit>[] all =
        [
            new("Left", e => e.Left()), new("Middle", e => e.Middle()), new("Right", e => e.Right()),
            new("LeftAsync", e => e.LeftAsync()), new("RightAsync", e => e.RightAsync()),
        ];
        return [.. all.Where(operation => members.Contains($" {operation.Name}(", StringComparison.Ordinal))];
    }
}
