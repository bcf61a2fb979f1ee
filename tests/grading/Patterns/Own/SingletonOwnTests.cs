using Katas.Engine.Specs;

namespace Katas.Grading.Patterns;

/// <summary>Your own tests of Singleton. The one that stands is an example.</summary>
public abstract class SingletonOwnTests(Subject subject) : KataSpec<ISettingsHolder>(subject)
{
    [Test, Stage(1)]
    public void The_settings_come_from_the_source() =>
        Expect(New(new Source()).Instance.Port, 8080, "the port is the one that the source holds");

    private ISettingsHolder New(ISettingsSource source) => Make<NewSettingsHolder>(create => create(source));

    /// <summary>A source that holds a number for every name.</summary>
    private sealed class Source : ISettingsSource
    {
        public string Read(string name) => "8080";
    }
}
