using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Histories;

/// <summary>What was written is read back the same.</summary>
public sealed class JsonRoundTripTests
{
    [Test]
    public void A_plain_history_is_lines_that_a_person_could_write()
    {
        var builder = new HistoryBuilder();
        builder.Invoke(0, new Call("cas", (1, 2)));
        builder.Invoke(1, new Call("get", null, "k"));
        builder.Return(0, true);
        builder.Return(1, "ä \"x\"");
        builder.Annotate(new Annotation("kill n1", 1, 2, 0));
        Assert.That(Written(builder.Build()), Is.EqualTo("""
            {"process":0,"type":"invoke","f":"cas","value":[1,2]}
            {"process":1,"type":"invoke","f":"get","key":"k"}
            {"process":0,"type":"ok","f":"cas","value":true}
            {"process":1,"type":"ok","f":"get","key":"k","value":"ä \"x\""}
            {"type":"note","text":"kill n1","from":1,"to":2,"process":0}

            """.ReplaceLineEndings("\n")));
    }

    /// <summary>Histories with everything that a history may hold, drawn from one seed after another.</summary>
    [Test]
    public void Any_history_of_calls_comes_back()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var history = Drawn(new Random(seed));
            using var text = new StringReader(Written(history));
            var again = JsonHistory.Read(text);
            Assert.That(again.Operations.Select(WithoutLine), Is.EqualTo(history.Operations), $"seed {seed}");
            Assert.That(again.Annotations, Is.EqualTo(history.Annotations), $"seed {seed}");
            Assert.That(again.Unit, Is.EqualTo(history.Unit), $"seed {seed}");
        }
    }

    private static History Drawn(Random random)
    {
        var unit = (TimeUnit)random.Next(2);
        var builder = new HistoryBuilder(unit);
        var now = 0L;
        for (int i = 0, open = 0; i < 40; i++)
        {
            // Instants are shared, as they are in virtual time.
            long? at = unit == TimeUnit.Nanosecond ? now += random.Next(2) : null;
            var client = random.Next(4);
            if ((open & (1 << client)) == 0) builder.Invoke(client, DrawnCall(random), at);
            else if (random.Next(5) == 0) builder.LeaveOpen(client);
            else if (random.Next(5) == 0) builder.Fail(client);
            else if (random.Next(5) == 0) builder.ReturnUnknown(client, at);
            else builder.Return(client, random.Next(3) == 0 ? random.Next(2) == 0 : DrawnValue(random), at);
            open ^= 1 << client;
        }

        builder.Annotate(new Annotation("partition \"a\"", random.Next(9), random.Next(9, 20), random.Next(2) == 0 ? null : 3));
        return builder.Build();
    }

    private static Call DrawnCall(Random random)
    {
        string[] names = ["read", "write", "cas", "try-acquire", "enqueue", "anything"];
        return new Call(names[random.Next(names.Length)], DrawnValue(random), random.Next(2) == 0 ? null : DrawnValue(random));
    }

    private static object? DrawnValue(Random random, int depth = 0) => random.Next(depth < 2 ? 8 : 6) switch
    {
        0 => null,
        1 => true,
        2 => (long)random.Next(-2, 3),
        3 => long.MinValue,
        4 => random.Next(-2, 3) / 2.0,
        5 => "\u2028\\\"\t x",
        _ => Sequence.Of(Enumerable.Range(0, random.Next(3)).Select(_ => DrawnValue(random, depth + 1))),
    };

    private static Operation WithoutLine(Operation operation) => operation with { Line = 0 };

    private static string Written(History history)
    {
        using var text = new StringWriter();
        JsonHistory.Write(history, text);
        return text.ToString();
    }
}
