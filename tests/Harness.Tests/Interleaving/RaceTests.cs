using Katas.Engine.Interleaving;

namespace Katas.Harness.Tests.Interleaving;

/// <summary>Accesses that nothing orders, in schedules that themselves end well.</summary>
internal sealed class RaceTests
{
    [Test]
    public void Two_unprotected_calls_into_a_list_are_a_race()
    {
        var result = Samples.TwoIncrements(
            """
            private readonly List<int> _items = [];
            public int Value => _items.Count;
            public void Increment() => _items.Add(1);
            """);

        Samples.AssertFails(result, ExplorationOutcome.DataRace);
        Assert.That(result.Finding, Is.EqualTo(Finding.DataRace));
        Assert.That(result.Reason, Does.StartWith(
            "_items is used by two threads at once, and nothing orders T1's List.Add at Sample.cs:4 and T2's List.Add at"));
    }

    [Test]
    public void Data_announced_by_a_plain_flag_is_a_race()
    {
        var result = Publication("private int _data; private bool _ready;");

        Samples.AssertFails(result, ExplorationOutcome.DataRace);
        Assert.That(result.Finding, Is.EqualTo(Finding.UnsafePublication));
        Assert.That(result.Reason, Does.Contain("because _ready at Sample.cs:4 said that it was there"));
    }

    [Test]
    public void Data_announced_by_a_volatile_flag_is_accepted() =>
        Samples.AssertAccepted(Publication("private int _data; private volatile bool _ready;"));

    /// <summary>Storing the reference publishes what was written to the object, and to what it holds, before.</summary>
    [TestCase("")]
    [TestCase("volatile")]
    public void A_lazy_singleton_needs_no_volatile(string modifier) => Samples.AssertAccepted(Samples.TwoSides(
        $$"""
        private readonly object _gate = new();
        private {{modifier}} Settings _instance;
        private sealed class Settings
        {
            private readonly List<int> _ports = [];
            private int[] _sizes;
            public Settings() { _ports.Add(80); _sizes = new int[2]; _sizes[1] = 7; }
            public int Sum => _ports[0] + _sizes[1];
        }
        public void Left()
        {
            if (_instance == null)
                lock (_gate)
                    if (_instance == null) _instance = new Settings();
            if (_instance.Sum != 87) throw new Exception();
        }
        public void Right() => Left();
        """));

    [Test]
    public void A_flag_of_its_own_breaks_double_checked_locking()
    {
        var result = Samples.TwoSides(
            """
            private readonly object _gate = new();
            private int _value;
            private bool _isMade;
            public void Left()
            {
                if (!_isMade)
                    lock (_gate)
                        if (!_isMade) { _value = 5; _isMade = true; }
                if (_value != 5) throw new Exception();
            }
            public void Right() => Left();
            """);

        Samples.AssertFails(result, ExplorationOutcome.DataRace);
        Assert.That(result.Finding, Is.EqualTo(Finding.DoubleCheckedLocking));
    }

    [Test]
    public void A_value_of_two_words_can_tear()
    {
        var result = Samples.TwoSides(
            """
            private decimal _price;
            public void Left() => _price = 1.5m;
            public void Right() { var seen = _price; }
            """);

        Samples.AssertFails(result, ExplorationOutcome.DataRace);
        Assert.That(result.Reason, Does.Contain("half of the old value"));
    }

    [Test]
    public void A_number_that_is_only_looked_at_is_accepted() => Samples.AssertAccepted(Samples.TwoSides(
        """
        private readonly object _gate = new();
        private int _hits, _seen;
        public void Left() { lock (_gate) _hits++; }
        public void Right() { var seen = _hits; lock (_gate) _seen = seen; }
        """));

    private static ExplorationResult Publication(string fields) => Samples.TwoSides(
        fields + """

        public void Left() { _data = 5; _ready = true; }
        public void Right() { if (_ready) { if (_data != 5) throw new Exception(); } }
        """);
}
