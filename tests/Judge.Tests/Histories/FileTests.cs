using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Histories;

/// <summary>What the events of a file mean, in each form of file.</summary>
public sealed class FileTests
{
    [Test]
    public void A_log_is_read_as_Jepsen_means_it() => Assert.That(
        Shown(JepsenLogReader.Read, """
            INFO  jepsen.util - 0	:invoke	:cas	[1 2]
            INFO  jepsen.core - Everything looks good
            INFO  jepsen.util - 1 :invoke :cas [3 4]
            INFO  jepsen.util - 2 :invoke :write 5
            INFO  jepsen.util - 3 :invoke :read nil
            INFO  jepsen.util - 4 :invoke :write 6
            INFO  jepsen.util - 5 :invoke :cas [7 8]
            INFO  jepsen.util - 0 :ok :cas [1 2]
            INFO  jepsen.util - 1 :fail :cas [3 4]
            INFO  jepsen.util - 2 :info :write :timed-out
            INFO  jepsen.util - 3 :fail :read :timed-out
            INFO  jepsen.util - 4 :fail :write 6
            INFO  jepsen.util - 5 :fail :cas :timed-out
            INFO  jepsen.util - 2 :invoke :read nil
            INFO  jepsen.util - 2 :ok :read 5
            """),
        Is.EqualTo(new[]
        {
            "0 cas(1, 2) -> true", "1 cas(3, 4) -> false", "2 write(5) (never returned)", "3 read -> ?", "2 read -> 5",
        }));

    [TestCase("{:process 0 :type :invoke :f :put :key \"k\" :value 1}\n{:value 1 :key \"k\" :f :put :type :ok :process 0}")]
    [TestCase("[{:process 0, :type :invoke, :f :put, :key :k, :value 1N},\n {:process 0, :type :ok, :f :put, :value nil}]")]
    [TestCase("; made by hand\n#jepsen.history.Op{:index 0 :process +0 :type invoke :f \"put\" #_gone :key k\n :value 1} " +
        "{:process 0 :type :ok :f :put :error nil}")]
    public void Extensible_data_notation_has_many_ways_to_say_the_same(string text) =>
        Assert.That(Shown(EdnHistoryReader.Read, text), Is.EqualTo(new[] { "0 put(\"k\", 1)" }));

    [TestCase("\"a\\n\\\"b\\\" \\u0041\"", "a\n\"b\" A")]
    [TestCase("-12", -12L)]
    [TestCase("1.5e3", 1500.0)]
    [TestCase("\\x", "x")]
    [TestCase(":timed-out", "timed-out")]
    [TestCase("nil", null)]
    [TestCase("true", true)]
    public void A_value_of_extensible_data_notation(string written, object? value) =>
        Assert.That(Argument(written), Is.EqualTo(value));

    [Test]
    public void Sets_and_maps_are_sorted_lists()
    {
        Assert.That(Argument("#{3 1 10}"), Is.EqualTo(Argument("[1 3 10]")));
        Assert.That(Argument("{:b 2, :a 1}"), Is.EqualTo(Argument("([:a 1] [:b 2])")));
    }

    [TestCase("""{"process":0,"type":"invoke","f":"put","key":"k","value":1}""" + "\n" +
        """{"f":"put","process":0,"type":"ok"}""")]
    [TestCase("""[{"process":0,"type":"invoke","f":"put","key":"k","value":1},{"process":0,"type":"ok","f":"put","x":[{}]}]""")]
    public void JSON_comes_in_lines_or_in_one_array(string text) =>
        Assert.That(Shown(JsonHistory.Read, text), Is.EqualTo(new[] { "0 put(\"k\", 1)" }));

    [Test]
    public void Times_are_taken_as_they_are()
    {
        var history = Read(EdnHistoryReader.Read, """
            {:process 0, :type :invoke, :f :write, :value 1, :time 10}
            {:process 0, :type :ok, :f :write, :value 1, :time 20}
            {:process 1, :type :invoke, :f :read, :value nil, :time 20}
            {:process :nemesis, :type :info, :f :start, :value ["n1"], :time 21}
            """);
        Assert.That(history.Unit, Is.EqualTo(TimeUnit.Nanosecond));
        Assert.That(history.Operations[0].Precedes(history.Operations[1]), Is.False, "they meet at 20 ns");
        Assert.That(history.Annotations.Single(), Is.EqualTo(new Annotation("start [\"n1\"]", 21, 21)));
    }

    [TestCase("")]
    [TestCase("\n \n")]
    public void Nothing_is_an_empty_history(string text)
    {
        Assert.That(Shown(EdnHistoryReader.Read, text), Is.Empty);
        Assert.That(Shown(JsonHistory.Read, text), Is.Empty);
        Assert.That(Shown(JepsenLogReader.Read, text), Is.Empty);
    }

    private static object? Argument(string value) => ((Call)Read(
        EdnHistoryReader.Read, $"{{:process 0 :type :invoke :f :write :value {value}}}").Operations.Single().Input).Argument;

    private static string[] Shown(Func<TextReader, History> read, string text) =>
        [.. Read(read, text).Operations.Select(operation => $"{operation.Client} {operation}")];

    private static History Read(Func<TextReader, History> read, string text)
    {
        using var reader = new StringReader(text);
        return read(reader);
    }
}
