using Katas.Patterns;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Patterns;

/// <summary>Stage 3: callers at the same time.</summary>
public partial class SingletonSpec
{
    private const string NeverUndone = "settings that were loaded stay";

    [Test, Stage(3)]
    public void Two_callers_load_once()
    {
        FakeSource source = null!;
        Explore(() => New(source = new FakeSource()))
            .Thread(h => h.Instance)
            .Thread(h => h.Instance)
            .AfterAll((h, results) =>
            {
                WasReadOnce(source);
                foreach (var result in results) IsSame((ISettings?)result, h.Instance);
            });
    }

    [Test, Stage(3)]
    public void Three_callers_load_once()
    {
        FakeSource source = null!;
        Explore(() => New(source = new FakeSource()))
            .Thread(h => h.Instance)
            .Thread(h => h.Instance)
            .Thread(h => h.Instance)
            .AfterAll((h, results) =>
            {
                WasReadOnce(source);
                foreach (var result in results) IsSame((ISettings?)result, h.Instance);
            });
    }

    /// <summary>Promise 9: each caller reads what it got at once, while the other one is somewhere in the middle.</summary>
    [Test, Stage(3)]
    public void Both_callers_get_all_settings() =>
        Explore(() => New(new FakeSource()))
            .Thread(h => Seen.In(h.Instance))
            .Thread(h => Seen.In(h.Instance))
            .AfterAll((_, results) =>
            {
                foreach (var seen in results) Expect((Seen?)seen, FakeSource.All, Complete, "what a caller found");
            });

    /// <summary>Promise 9: a look beside a load finds nothing or everything, and then it stays.</summary>
    [Test, Stage(3)]
    public void A_look_finds_nothing_or_everything() =>
        Explore(() => New(new FakeSource()))
            .Thread(h => h.Instance)
            .Thread(h => (Look(h), Look(h)))
            .AfterAll((_, results) =>
            {
                var (first, second) = ((Seen?, Seen?))results[1]!;
                foreach (var seen in new[] { first, second })
                    Require(seen is null || seen == FakeSource.All, Complete, $"A look found {seen}.");
                Require(first is null || second is not null, NeverUndone, "A look found the settings, the next one nothing.");
            });

    /// <summary>Promise 8: whoever has the settings in hand finds them by a look too, whoever loaded them.</summary>
    [Test, Stage(3)]
    public void What_one_caller_has_everybody_sees() =>
        Explore(() => New(new FakeSource()))
            .Thread(h => h.Instance)
            .Thread(h => ReferenceEquals(h.Instance, h.Loaded))
            .AfterAll((_, results) => Expect(results[1], true, NeverUndone, "ReferenceEquals(Instance, Loaded)"));

    /// <summary>Promise 8: of two callers the first one's load fails; the other one may share the failure or load.</summary>
    [Test, Stage(3)]
    public void A_load_that_fails_beside_another_caller_is_tried_again_once()
    {
        FakeSource source = null!;
        Explore(() => New(source = FailingOnce()))
            .Thread(Try)
            .Thread(Try)
            .AfterAll((h, results) =>
            {
                Require(results.Any(result => result is null), TriedAgain, "The source failed, and no caller was told.");
                Expect(Seen.In(h.Instance), FakeSource.All, TriedAgain);
                foreach (var result in results.OfType<ISettings>()) IsSame(result, h.Instance);
                Expect(source.Reads.Count, 4, "one read fails, and one load reads three settings", "the number of reads");
            });
    }

    /// <summary>Promise 6: a caller who comes back late with a failure must not throw away what was loaded meanwhile.</summary>
    [Test, Stage(3)]
    public void A_late_failure_does_not_undo_a_load()
    {
        FakeSource source = null!;
        Explore(() => New(source = FailingOnce()))
            .Thread(h => Try(h) ?? Try(h))
            .Thread(Try)
            .AfterAll((h, results) =>
            {
                foreach (var result in results.OfType<ISettings>()) IsSame(result, h.Instance);
                Expect(Seen.In(h.Instance), FakeSource.All, TriedAgain);
                Expect(source.Reads.Count, 4, "one read fails, and one load reads three settings", "the number of reads");
            });
    }

    /// <summary>Promise 4, on real threads: the look comes from another thread while the source is being read.</summary>
    [Test, Stage(3)]
    public void A_look_does_not_wait_for_a_load()
    {
        ISettingsHolder holder = null!;
        var looks = new List<ISettings?>();
        holder = New(new FakeSource(_ => looks.Add(FromAnotherThread(() => holder.Loaded))));
        Expect(Seen.In(holder.Instance), FakeSource.All, "the settings are what the source says");
        Require(looks is [null, null, null], Complete, "Settings could be seen before all of them had been read.");
    }

    /// <summary>Promise 8, on real threads: a second caller comes in the middle of a load, and must wait for it.</summary>
    [Test, Stage(3)]
    public void A_caller_in_the_middle_of_a_load_waits_for_it()
    {
        ISettingsHolder holder = null!;
        var second = new SecondCaller<ISettings>(() => holder.Instance);
        var source = new FakeSource(_ => second.ComeAndWait());
        holder = New(source);
        var first = holder.Instance;
        IsSame(second.Answer(), first);
        WasReadOnce(source);
    }

    private static Seen? Look(ISettingsHolder holder) => holder.Loaded is { } loaded ? Seen.In(loaded) : null;

    private static ISettings? Try(ISettingsHolder holder)
    {
        try
        {
            return holder.Instance;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static FakeSource FailingOnce()
    {
        var failure = new IOException("the vault does not answer");
        return new FakeSource(_ =>
        {
            if (Interlocked.Exchange(ref failure, null) is { } thrown) throw thrown;
        });
    }
}
