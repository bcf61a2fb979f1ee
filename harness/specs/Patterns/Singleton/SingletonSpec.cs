using Katas.Patterns;

namespace Katas.Specs.Patterns;

/// <summary>Grades the settings holder of <c>singleton</c>.</summary>
/// <remarks>The other parts: <c>SingletonSpec.Failures.cs</c>, <c>SingletonSpec.Threads.cs</c>.</remarks>
public partial class SingletonSpec(Subject subject) : KataSpec<ISettingsHolder>(subject)
{
    private const string Lazily = "nothing is read before somebody asks";
    private const string LoadedOnce = "the settings are loaded once";
    private const string SameForAll = "everybody gets the same object";
    private const string Complete = "nobody sees settings that are half built";
    private const string LooksOnly = "Loaded shows what is there, and loads nothing";

    [Test, Stage(1)]
    public void Nothing_is_read_before_somebody_asks()
    {
        var source = new FakeSource();
        New(source);
        Expect(source.Reads.Count, 0, Lazily);
    }

    [Test, Stage(1)]
    public void The_first_caller_gets_all_settings()
    {
        var source = new FakeSource();
        Expect(Seen.In(New(source).Instance), FakeSource.All, "the settings are what the source says");
        WasReadOnce(source);
    }

    [Test, Stage(1)]
    public void The_port_is_what_the_source_says() =>
        Expect(New(new FakeSource { Port = "443" }).Instance.Port, 443, "the settings are what the source says");

    [Test, Stage(1)]
    public void Five_callers_in_a_row_get_the_same_object()
    {
        var source = new FakeSource();
        var holder = New(source);
        var first = holder.Instance;
        for (var i = 0; i < 4; i++) IsSame(holder.Instance, first);
        Expect(Seen.In(first), FakeSource.All, "settings never change");
        WasReadOnce(source);
    }

    [Test, Stage(1)]
    public void Two_holders_have_settings_of_their_own()
    {
        var (one, other) = (New(new FakeSource { Port = "1" }), New(new FakeSource { Port = "2" }));
        Expect((one.Instance.Port, other.Instance.Port), (1, 2), "a holder loads from its own source");
    }

    [Test, Stage(1)]
    public void A_look_before_the_load_finds_nothing_and_loads_nothing()
    {
        var source = new FakeSource();
        var holder = New(source);
        Expect(holder.Loaded, null, LooksOnly);
        Expect(source.Reads.Count, 0, LooksOnly);
        Expect(Seen.In(holder.Instance), FakeSource.All, "a look leaves the load to the first caller");
    }

    [Test, Stage(1)]
    public void A_look_after_the_load_finds_the_same_object()
    {
        var source = new FakeSource();
        var holder = New(source);
        var instance = holder.Instance;
        IsSame(holder.Loaded, instance);
        WasReadOnce(source);
    }

    [Test, Stage(1)]
    public void A_holder_needs_a_source() =>
        ExpectThrows<ArgumentNullException>(() => New(null!), "a holder without a source is refused");

    private static void WasReadOnce(FakeSource source, string property = LoadedOnce) => Require(
        source.Reads.Order().SequenceEqual(FakeSource.Names.Order()), property,
        $"Each of the three settings should be read once; the reads were: {string.Join(", ", source.Reads)}.");

    private static void IsSame(ISettings? settings, ISettings first) => Require(
        ReferenceEquals(settings, first), SameForAll,
        settings is null ? "A caller got null." : "Two callers got two objects.");

    private ISettingsHolder New(ISettingsSource source) => Make<NewSettingsHolder>(create => create(source));
}
