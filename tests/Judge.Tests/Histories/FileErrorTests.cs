using Katas.Engine.Histories;

namespace Katas.Judge.Tests.Histories;

/// <summary>What is no history is refused with its line and with what would be right there.</summary>
public sealed class FileErrorTests
{
    private const string Edn = "{:process 0, :type :invoke, :f :read}\n";
    private const string Json = """{"process":0,"type":"invoke","f":"read"}""" + "\n";
    private const string Log = "INFO  jepsen.util - 0\t:invoke\t:read\tnil\n";

    [TestCase(Edn + "{:process 1, :type :ok, :f :read, :value 3}", "Line 2: Client 1 has no open call to return from.")]
    [TestCase(Edn + Edn, "Line 2: Client 0 calls read while its read (called on line 1) is still open.")]
    [TestCase(Edn + "{:process 0, :type :invo", "Line 2: The event is not closed with }.")]
    [TestCase(Edn + "{:process 0, :type\n" + Edn, "Line 2: The event is not closed with } (seen on line 3).")]
    [TestCase(Edn + "{:process 0, :f \"re\n" + Edn, "Line 2: A text is not closed on its line.")]
    [TestCase(Edn + "{:process 0, :type :oj, :f :read}", "Line 2: There is no event of type oj; there are invoke, ok,")]
    [TestCase(Edn + "{:process 1.5, :type :ok, :f :read}", "Line 2: The process is no whole number of 32 bits.")]
    [TestCase(Edn + "{:process :n1, :type :ok, :f :read}", "Line 2: The process \"n1\" is no whole number, so it is a note,")]
    [TestCase(Edn + "{:process 0, :type :ok, :f :write}", "Line 2: Client 0 ends write, but its open call is read.")]
    [TestCase(Edn + "{:process 0, :type :ok}", "Line 2: The event does not name its operation (f).")]
    [TestCase(Edn + "{:process 0, :f :read}", "Line 2: The event has no type: invoke, ok, fail or info.")]
    [TestCase(Edn + "{:type :ok, :f :read}", "Line 2: The event has no process.")]
    [TestCase(Edn + "{:process 0, :type :ok, :f :read, :value #inst \"2030\"}", "Line 2: #inst \"2030\"} is a tagged value,")]
    [TestCase(Edn + "{:process 0, :type :ok, :f :read, :value 99999999999999999999}", "Line 2: 99999999999999999999 is no")]
    [TestCase(Edn + "{:process 0, :type :ok, :f :read, :value 3, :time 5}", "Line 2: Of this event and the first one of the")]
    [TestCase("[" + Edn, "Line 1: The vector of events is not closed with ].")]
    [TestCase("{:process 0 :type :invoke :f :read :time 5}{:process 0 :type :ok :f :read :time 4}", "Line 1: Client 0 returns")]
    [TestCase("{:process 0 :type :invoke :f :read :time 5}{:process 0 :type :info :f :read}" +
        "{:process 0 :type :invoke :f :read :time 4}", "Line 1: Client 0 calls read at 4, before its event at 5.")]
    public void In_extensible_data_notation(string text, string said) =>
        Refused(EdnHistoryReader.Read, text, said, "{:process 0, :type :invoke, :f :write, :value 3}");

    [TestCase(Json + Json, "Line 2: Client 0 calls read while its read (called on line 1) is still open.")]
    [TestCase(Json + """{"process":0,"type":"o""", "Line 2: This is not JSON: ")]
    [TestCase(Json + """{"process":0,"type":"ok","f":"\ud800"}""", "Line 2: This is not JSON: ")]
    [TestCase(Json + """{"process":"n1","type":"ok","f":"read"}""", "Line 2: The process \"n1\" is no whole number, so it is")]
    [TestCase(Json + """{"process":0,"type":"ok","f":"read","value":{"a":1}}""", "Line 2: A value is a number, a text, true,")]
    [TestCase(Json + """{"process":0,"type":"ok","f":"read","value":1e999}""", "Line 2: 1e999 is no number of at most 64 bits.")]
    [TestCase(Json + """{"process":0,"type":"ok","f":7}""", "Line 2: f is no text.")]
    [TestCase(Json + "7", "Line 2: An event is an object.")]
    [TestCase(Json + """{"type":"note"}""", "Line 2: The note has no text.")]
    [TestCase(Json + """{"process":0,"type":"ok","f":"read","position":1}""", "Line 2: Of this event and the first one of the")]
    [TestCase("[\n" + """{"process":0,"type":"invoke","f":"read"},""" + "\n{]", "Line 3: This is not JSON: ")]
    [TestCase("[\n\n" + """{"process":0,"type":"ok","f":"read"}]""", "Line 3: Client 0 has no open call to return from.")]
    public void In_JSON(string text, string said) =>
        Refused(JsonHistory.Read, text, said, """{"process":0,"type":"invoke","f":"write","value":3}""");

    [TestCase(Log + "INFO  jepsen.ut", "Line 2: \"INFO  jepsen.ut\" is no line of a Jepsen log.")]
    [TestCase(Log + "INFO  jepsen.util - 0\t:ok", "Line 2: The end of the line stands where an operation is expected.")]
    [TestCase(Log + "INFO  jepsen.util - 0\t:ok\t:read", "Line 2: The line ends where a value is expected.")]
    [TestCase(Log + "INFO  jepsen.util - 0\t:ok\t:read\t3 nil 4", "Line 2: 4 is one column too many.")]
    [TestCase(Log + Log, "Line 2: Client 0 calls read while its read (called on line 1) is still open.")]
    [TestCase(Edn, "Line 1: \"{:process 0, :type :invoke, :f :read}\" is no line of a Jepsen log.")]
    public void In_a_log(string text, string said) =>
        Refused(JepsenLogReader.Read, text, said, "INFO  jepsen.util - 0 :invoke :write 3");

    [Test]
    public void Values_nested_without_end_are_refused_and_not_a_stack_overflow()
    {
        var deep = new string('[', 100_000);
        Refused(EdnHistoryReader.Read, $"{{:process 0 :type :invoke :f :write :value {deep}", "Line 1: Values are nested", "");
        Refused(JsonHistory.Read, $$"""{"process":0,"type":"invoke","f":"write","value":{{deep}}""", "Line 1: This is not", "");
    }

    [Test]
    public void What_has_no_form_in_JSON_is_refused_when_it_is_written()
    {
        var recorder = new HistoryRecorder();
        recorder.Client(1).Run("read", () => 1);
        using var text = new StringWriter();
        Assert.That(() => JsonHistory.Write(recorder.ToHistory(), text), Throws.TypeOf<HistoryException>().With.Message
            .EqualTo("The input read is a String; a file holds Calls: a name and an argument."));
    }

    private static void Refused(Func<TextReader, History> read, string text, string said, string example)
    {
        using var reader = new StringReader(text);
        var e = Assert.Throws<HistoryException>(() => read(reader))!;
        Assert.That(e.Message, Does.StartWith(said));
        if (!e.Message.Contains("Client", StringComparison.Ordinal)) Assert.That(e.Message, Does.Contain(example));
    }
}
