using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Commands;

/// <summary>Which kata a command takes when none is named.</summary>
public sealed class ChoiceTests
{
    private TempClone _clone = null!;

    [SetUp]
    public void Clone() => _clone = new TempClone();

    [TearDown]
    public void Remove() => _clone.Dispose();

    [Test]
    public void In_a_katas_folder_it_is_that_kata()
    {
        var cli = new Support.Cli(_clone) { Folder = Path.Combine(_clone.KataFolder, "deeper") };
        cli.Run("test");
        Assert.That(cli.Grading.Requests.Single().Kata, Is.EqualTo("welcome"));
    }

    [Test]
    public void Elsewhere_it_is_the_one_graded_last()
    {
        var cli = new Support.Cli(_clone);
        cli.Run("test", "adapter");
        cli.Run("test");
        Assert.That(cli.Grading.Requests.Select(request => request.Kata), Is.EqualTo(new[] { "adapter", "adapter" }));
    }

    [Test]
    public void Without_either_it_asks()
    {
        var ran = new Support.Cli(_clone).Run("test");
        Assert.That((ran.Exit, ran.Error), Is.EqualTo((4, "kata: Which kata? Name one, such as welcome, or go to its " +
            "folder below katas/. All of them: ./kata list\n")));
    }

    [Test]
    public void A_class_name_is_as_good_as_an_id()
    {
        var cli = new Support.Cli(_clone);
        cli.Run("test", "Welcome");
        Assert.That(cli.Grading.Requests.Single().Kata, Is.EqualTo("welcome"));
    }
}
