using Katas.Patterns;

namespace Katas.Specs.Patterns;

/// <summary>Stage 2: the source fails, or asks back.</summary>
public partial class SingletonSpec
{
    private const string NothingStays = "a failed load leaves nothing behind";
    private const string TriedAgain = "after a failed load the next caller loads anew";
    private const string Refused = "a source that asks for the settings while they are loaded is refused";

    [Test, Stage(2)]
    public void The_caller_gets_what_the_source_threw()
    {
        foreach (var name in FakeSource.Names)
        {
            var failure = new IOException("the vault does not answer");
            var holder = New(new FakeSource(reading => ThrowAt(name, reading, failure)));
            var thrown = ExpectThrows<IOException>(() => _ = holder.Instance, "a failure reaches the caller as it was thrown");
            Require(ReferenceEquals(thrown, failure), "a failure reaches the caller as it was thrown",
                $"Instance should throw the exception that Read(\"{name}\") threw, and threw another one.");
        }
    }

    [Test, Stage(2)]
    public void A_failed_load_leaves_nothing_to_see()
    {
        foreach (var name in FakeSource.Names)
        {
            var holder = New(new FakeSource(reading => ThrowAt(name, reading, new IOException())));
            ExpectThrows<IOException>(() => _ = holder.Instance, TriedAgain);
            Expect(holder.Loaded, null, NothingStays);
        }
    }

    [Test, Stage(2)]
    public void A_failed_load_is_tried_again_by_the_next_caller()
    {
        foreach (var name in FakeSource.Names)
        {
            var failures = new Queue<Exception>([new IOException(), new TimeoutException(), new IOException()]);
            var source = new FakeSource(reading =>
            {
                if (reading == name && failures.TryDequeue(out var next)) throw next;
            });
            var holder = New(source);
            ExpectThrows<IOException>(() => _ = holder.Instance, TriedAgain);
            ExpectThrows<TimeoutException>(() => _ = holder.Instance, TriedAgain);
            ExpectThrows<IOException>(() => _ = holder.Instance, TriedAgain);
            var before = source.Reads.Count;
            var instance = holder.Instance;
            Expect(Seen.In(instance), FakeSource.All, TriedAgain);
            Expect(source.Reads.Count - before, 3, "a load reads each setting, whatever an earlier load had read");
            IsSame(holder.Instance, instance);
            Expect(source.Reads.Count - before, 3, LoadedOnce);
        }
    }

    [Test, Stage(2)]
    public void A_port_that_is_no_number_is_a_failed_load()
    {
        var source = new FakeSource { Port = "eighty" };
        var holder = New(source);
        ExpectThrows<FormatException>(() => _ = holder.Instance, "a port is a number");
        Expect(holder.Loaded, null, NothingStays);
        source.Port = "80";
        Expect(holder.Instance.Port, 80, TriedAgain);
    }

    [Test, Stage(2)]
    public void A_source_that_looks_while_it_is_read_finds_nothing()
    {
        ISettingsHolder holder = null!;
        var looks = new List<ISettings?>();
        holder = New(new FakeSource(_ => looks.Add(holder.Loaded)));
        IsSame(holder.Loaded ?? holder.Instance, holder.Instance);
        Require(looks is [null, null, null], Complete, "Settings could be seen before all of them had been read.");
    }

    /// <summary>Promise 7: it asks at one read of one load only, so that a holder that lets it in comes to an end.</summary>
    [Test, Stage(2)]
    public void A_source_that_asks_for_the_settings_is_refused()
    {
        foreach (var name in FakeSource.Names)
        {
            ISettingsHolder holder = null!;
            var asks = true;
            var source = new FakeSource(reading =>
            {
                if (reading != name || !asks) return;
                asks = false;
                _ = holder.Instance;
            });
            holder = New(source);
            ExpectThrows<InvalidOperationException>(() => _ = holder.Instance, Refused);
            Expect(holder.Loaded, null, NothingStays);
            Expect(Seen.In(holder.Instance), FakeSource.All, TriedAgain);
        }
    }

    private static void ThrowAt(string name, string reading, Exception failure)
    {
        if (reading == name) throw failure;
    }
}
