using Katas.Engine.Subjects;

namespace Katas.Harness.Tests.Subjects;

public sealed class CatalogueTests
{
    [TestCase("welcome")]
    [TestCase("Welcome")]
    [TestCase("WELCOME")]
    public void A_kata_is_found_by_its_id_or_its_class(string typed)
    {
        using var clone = new TempClone();
        Assert.That(Catalogue.Open(clone.Root).Get(typed).Id, Is.EqualTo("welcome"));
    }

    [TestCase("welcom", "welcome")]
    [TestCase("wellcome", "welcome")]
    [TestCase("wel", "welcome")]
    public void A_mistyped_name_is_offered_the_nearest(string typed, string nearest) =>
        Assert.That(NearestNames.To(typed, ["adapter", "welcome", "rate-limiter"]), Is.EqualTo(new[] { nearest }));

    [Test]
    public void A_name_that_is_far_from_all_is_offered_none() =>
        Assert.That(NearestNames.To("kubernetes", ["adapter", "welcome", "rate-limiter"]), Is.Empty);

    [TestCase("{ nonsense", "not a kata.json")]
    [TestCase("{}", "\"id\" is missing")]
    [TestCase("""{"id":"x","title":"X","level":7,"minutes":0,"summary":"s","stages":[]}""",
        "\"level\" is 7, it goes from 1 to 4; \"minutes\" is 0, it must be positive; \"stages\" names no stage")]
    [TestCase("""{"id":"x","colour":"red"}""", "colour")]
    public void A_kata_json_that_is_wrong_says_every_problem(string json, string message)
    {
        using var clone = new TempClone();
        File.WriteAllText(Path.Combine(clone.Welcome.Folder, "kata.json"), json);
        Assert.That(() => Catalogue.Open(clone.Root), Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));
    }
}
