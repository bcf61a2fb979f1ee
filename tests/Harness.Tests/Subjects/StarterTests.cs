using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Subjects;

/// <summary>A starter is told from a solution by its code, not by what it throws.</summary>
public sealed class StarterTests
{
    [Test]
    public void The_starter_as_shipped_is_untouched()
    {
        using var clone = new TempClone();
        Assert.That(Starter.IsUntouched(clone.Welcome), Is.True);
    }

    [Test]
    public void Comments_white_space_and_line_ends_do_not_make_a_solution()
    {
        using var clone = new TempClone();
        clone.Solution = "// mine\r\n" + clone.Solution.ReplaceLineEndings("\r\n").Replace("_count++", " _count ++ ");
        Assert.That(Starter.IsUntouched(clone.Welcome), Is.True);
    }

    [Test]
    public void One_changed_token_makes_a_solution()
    {
        using var clone = new TempClone();
        clone.Solution = clone.Solution.Replace("_count++", "_count += 2");
        Assert.That(Starter.IsUntouched(clone.Welcome), Is.False);
    }

    [Test]
    public void A_file_beside_the_starter_makes_a_solution()
    {
        using var clone = new TempClone();
        File.WriteAllText(Path.Combine(clone.Welcome.Folder, "Helper.cs"), "class Helper;");
        Assert.That(Starter.IsUntouched(clone.Welcome), Is.False);
    }

    [Test]
    public void A_deleted_starter_is_not_untouched()
    {
        using var clone = new TempClone();
        File.Delete(clone.Welcome.SolutionFile);
        Assert.That(Starter.IsUntouched(clone.Welcome), Is.False);
    }
}
