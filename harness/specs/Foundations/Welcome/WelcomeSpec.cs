using Katas.Foundations;

namespace Katas.Specs.Foundations;

/// <summary>Grades the counter of <c>welcome</c>.</summary>
public class WelcomeSpec(Subject subject) : KataSpec<ICounter>(subject)
{
    private const string NothingLost = "no increment is lost";

    [Test, Stage(1)]
    public void Starts_at_zero() => Expect(New().Value, 0, "nobody has come in yet");

    [Test, Stage(1)]
    public void Counts_one_after_another()
    {
        var counter = New();
        for (var i = 0; i < 3; i++) counter.Increment();
        Expect(counter.Value, 3, "three came in");
    }

    [Test, Stage(1)]
    public void Counters_are_independent()
    {
        var (door, other) = (New(), New());
        door.Increment();
        Expect(other.Value, 0, "a counter counts its own visitors only");
    }

    [Test, Stage(2)]
    public void No_increment_is_lost() =>
        Explore(New)
            .Thread(c => c.Increment())
            .Thread(c => c.Increment())
            .AfterAll(c => Expect(c.Value, 2, NothingLost));

    [Test, Stage(2)]
    public void No_increment_is_lost_by_a_busy_door() =>
        Explore(New)
            .Thread(c => { c.Increment(); c.Increment(); })
            .Thread(c => c.Increment())
            .AfterAll(c => Expect(c.Value, 3, NothingLost));

    [Test, Stage(2)]
    public void A_reader_never_sees_a_visitor_who_has_not_come() =>
        Explore(New)
            .Thread(c => c.Increment())
            .Thread(c => c.Value)
            .AfterAll((c, results) =>
            {
                Require(results[1] is 0 or 1, "a reader sees a count that existed", $"Value was {results[1]}; 0 or 1 came in.");
                Expect(c.Value, 1, NothingLost);
            });

    [Test, Stage(2)]
    public void Two_readers_see_everyone_who_has_come() =>
        Explore(() =>
            {
                var counter = New();
                counter.Increment();
                return counter;
            })
            .Thread(c => c.Value)
            .Thread(c => c.Value)
            .AfterAll((c, results) => Expect(
                (results[0], results[1], c.Value), (1, 1, 1), "reading changes nothing"));

    private ICounter New() => Make<NewCounter>(create => create());
}
