using Katas.Engine.Specs;

namespace Katas.Grading.Foundations;

/// <summary>Your own tests of Welcome. The one that stands is an example.</summary>
public abstract class WelcomeOwnTests(Subject subject) : KataSpec<ICounter>(subject)
{
    [Test, Stage(1)]
    public void Two_increments_count_two()
    {
        var counter = New();
        counter.Increment();
        counter.Increment();
        Expect(counter.Value, 2, "each increment counts");
    }

    private ICounter New() => Make<NewCounter>(create => create());
}
