using System.Text.Json;
using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Commands;

/// <summary>What <c>kata judge</c> prints, and its exit codes.</summary>
public sealed class JudgeTests
{
    private const string Right = """
        {:process 0, :type :invoke, :f :enqueue, :value 1}
        {:process 0, :type :ok, :f :enqueue, :value 1}
        {:process 1, :type :invoke, :f :dequeue, :value nil}
        {:process 1, :type :ok, :f :dequeue, :value 1}

        """;

    private const string Wrong = Right + """
        {:process 1, :type :invoke, :f :dequeue, :value nil}
        {:process 1, :type :ok, :f :dequeue, :value 1}

        """;

    private const string Keys = """
        {"process":0,"type":"invoke","f":"put","key":"a","value":"1"}
        {"process":0,"type":"ok","f":"put","key":"a"}
        {"process":0,"type":"invoke","f":"get","key":"a"}
        {"process":0,"type":"ok","f":"get","key":"a","value":"2"}
        {"process":0,"type":"invoke","f":"get","key":"7"}
        {"process":0,"type":"ok","f":"get","key":"7"}

        """;

    private TempClone _clone = null!;

    [SetUp]
    public void Clone()
    {
        _clone = new TempClone();
        _clone.Write("right.edn", Right);
        _clone.Write("wrong.edn", Wrong);
        _clone.Write("keys.json", Keys);
        _clone.Write("empty.edn", "");
        _clone.Write("cut.edn", Right + "{:process 1, :type");
        _clone.Write("log.log", "INFO  jepsen.util - 0\t:invoke\t:write\t3\nINFO  jepsen.util - 0\t:info\t:write\t:timed-out\n");
        _clone.Write("hard.edn", Hard());
        _clone.Write("prose.txt", "Dear diary\n");
    }

    [TearDown]
    public void Remove() => _clone.Dispose();

    [TestCase("right.edn --model queue", 0)]
    [TestCase("right.edn right.edn --model queue", 0)]
    [TestCase("empty.edn --model queue", 0)]
    [TestCase("log.log --model register", 0)]
    [TestCase("wrong.edn --model queue", 1)]
    [TestCase("right.edn wrong.edn empty.edn --model queue", 1)]
    [TestCase("hard.edn --model log --budget 1000", 2)]
    [TestCase("hard.edn wrong.edn --model log --budget 1000", 4)]
    [TestCase("cut.edn --model queue", 4)]
    [TestCase("wrong.edn cut.edn --model queue", 4)]
    [TestCase("keys.json --model key-value", 1)]
    [TestCase("keys.json --model key-value --key 7", 0)]
    [TestCase("keys.json --model key-value --key b", 4)]
    public void The_exit_code_says_the_worst(string typed, int exit)
    {
        Assert.That(Judge(typed).Exit, Is.EqualTo(exit));
        Assert.That(Judge(typed + " --json").Exit, Is.EqualTo(exit));
    }

    [Test]
    public void A_line_for_each_file_and_one_for_all() => Assert.That(
        Judge("right.edn empty.edn cut.edn --model queue").Output, Does.Match(
            """
            ^right.edn  LINEARIZABLE  2 operations, .*  0.0 ms
            empty.edn  LINEARIZABLE  0 operations.*  0.0 ms
            cut.edn    NOT JUDGED    Line 5: The file ends where a value is expected. A right line: {:process 0, .*}

            3 files: 2 linearizable, 0 violations, 0 unknown, 1 not judged
            $
            """.ReplaceLineEndings("\n")));

    [Test]
    public void Under_a_violation_stands_what_is_impossible()
    {
        var ran = Judge("wrong.edn right.edn --model queue");
        Assert.That(ran.Output, Does.StartWith("wrong.edn  VIOLATION     3 operations, "));
        Assert.That(
            ran.Output,
            Does.Contain("\n  dequeue -> 1 by C1 is impossible: ").And.Contain("\nright.edn  LINEARIZABLE  2 operations, "));
        Assert.That(ran.Output, Does.EndWith("\n2 files: 1 linearizable, 1 violation, 0 unknown\n"));
    }

    [TestCase("--budget 1000")]
    [TestCase("--timeout 0")]
    public void A_budget_that_ended_is_unknown_and_named(string budget)
    {
        var ran = Judge($"hard.edn --model log {budget}");
        Assert.That(ran.Exit, Is.EqualTo(2));
        Assert.That(ran.Output, Does.StartWith("hard.edn  UNKNOWN       21 operations, "));
        Assert.That(ran.Output, Does.Match(budget == "--timeout 0" ? "\n  .*time.*\n" : "\n  .*steps.*\n"));
        Assert.That(ran.Output, Does.EndWith("\n1 file: 0 linearizable, 0 violations, 1 unknown\n"));
    }

    [Test]
    public void A_witness_is_shown_to_those_who_ask() => Assert.That(
        Judge("right.edn --model queue --witness").Output,
        Does.Contain("\n  in this order\n  client 0: enqueue(1)\n  client 1: dequeue -> 1\n"));

    [Test]
    public void A_page_is_written_beside_the_verdicts()
    {
        Assert.That(Judge("wrong.edn right.edn cut.edn --model queue --html page.html").Exit, Is.EqualTo(4));
        var page = File.ReadAllText(Path.Combine(_clone.Root, "page.html"));
        Assert.That(page, Does.Contain("wrong.edn").And.Contain("right.edn"));
    }

    [TestCase("")]
    [TestCase(" --json")]
    public void A_page_that_cannot_be_written_costs_no_verdict(string json)
    {
        var ran = Judge("right.edn --model queue --html no/such/folder/page.html" + json);
        Assert.That(ran.Exit, Is.EqualTo(4));
        Assert.That(ran.Error, Does.StartWith("kata: The page could not be written. "));
        Assert.That(ran.Output.ToLowerInvariant(), Does.Contain("linearizable"));
    }

    [TestCase("right.edn --model stacc", "There is no model \"stacc\". Did you mean stack? Models: register, cas-register, ")]
    [TestCase("right.edn --model semaphore:0", "There is no model \"semaphore:0\".")]
    [TestCase("right.edn --model queue --format xml", "There is no format \"xml\". Formats: jepsen, edn, json.")]
    [TestCase("right.edn --model queue --budget x", "--budget is a whole number, and \"x\" is not.")]
    [TestCase("right.edn --model queue --timeout x", "--timeout is a whole number, and \"x\" is not.")]
    [TestCase("right.edn --model queue --modle x", "There is no option \"--modle\" after \"judge\". Did you mean --model?")]
    [TestCase("right.edn", "Option '--model' is required.")]
    [TestCase("--model queue", "Required argument 'file' missing for command: 'judge'.")]
    public void A_wrong_request_is_4_and_says_what_to_type(string typed, string said)
    {
        var ran = Judge(typed);
        Assert.That((ran.Exit, ran.Output), Is.EqualTo((4, "")));
        Assert.That(ran.Error, Does.StartWith("kata: " + said));
    }

    [TestCase("gone.edn --model queue", "gone.edn  NOT JUDGED    Could not find file")]
    [TestCase(". --model queue", ".  NOT JUDGED    This is a folder. Name the files in it.")]
    [TestCase("prose.txt --model queue", "prose.txt  NOT JUDGED    Line 1: This is no form of a history that is known.")]
    [TestCase("right.edn --model queue --format json", "The file looks like --format edn.\n")]
    [TestCase("right.edn --model stack", "right.edn  NOT JUDGED    stack has no operation ")]
    [TestCase("right.edn --model queue --key a", "No operation is about the key a. No operation has a key at all.\n")]
    [TestCase("keys.json --model key-value --key b", "No operation is about the key b. Keys: a, 7.\n")]
    public void A_file_that_cannot_be_judged_is_named_with_its_reason(string typed, string said)
    {
        var ran = Judge(typed);
        Assert.That(ran.Exit, Is.EqualTo(4));
        Assert.That(ran.Output, Does.Contain(said));
    }

    [Test]
    public void Json_is_all_that_is_printed()
    {
        var ran = Judge("wrong.edn right.edn cut.edn --model queue --json");
        var document = JsonDocument.Parse(ran.Output).RootElement;
        var files = document.GetProperty("files").EnumerateArray().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(document.GetProperty("exitCode").GetInt32(), Is.EqualTo(4));
            Assert.That(files[0].GetProperty("verdict").GetString(), Is.EqualTo("violation"));
            var core = files[0].GetProperty("counterexample");
            Assert.That(core.GetProperty("impossible").GetProperty("text").GetString(), Does.StartWith("dequeue -> 1"));
            Assert.That(core.GetProperty("operations").EnumerateArray(), Is.Not.Empty);
            Assert.That(files[1].GetProperty("witness")[0].GetProperty("order")[1].GetProperty("line").GetInt32(), Is.EqualTo(3));
            Assert.That(files[1].GetProperty("cost").GetProperty("operations").GetInt32(), Is.EqualTo(2));
            Assert.That(files[2].GetProperty("error").GetString(), Does.StartWith("Line 5: "));
            Assert.That(files[2].TryGetProperty("verdict", out _), Is.False);
        });
    }

    [Test]
    public void A_wrong_request_is_a_document_too()
    {
        var ran = Judge("right.edn --model stacc --json");
        var document = JsonDocument.Parse(ran.Output).RootElement;
        Assert.That((ran.Exit, document.GetProperty("exitCode").GetInt32()), Is.EqualTo((4, 4)));
        Assert.That(document.GetProperty("error").GetString(), Does.StartWith("There is no model"));
    }

    [Test]
    public void Verdicts_have_colour_on_a_terminal_only()
    {
        Assert.That(Judge("right.edn --model queue").Output.Contains('\x1b'), Is.False);
        var cli = new Support.Cli(_clone) { HasColour = true };
        Assert.That(cli.Run("judge", "right.edn", "--model", "queue").Output, Does.Contain("\x1b[32mLINEARIZABLE"));
    }

    [Test]
    public void What_a_file_holds_cannot_command_a_terminal()
    {
        _clone.Write("evil.edn", "{:process 0 :type :\x1b :f :enqueue}");
        Assert.That(Judge("evil.edn --model queue").Output.Contains('\x1b'), Is.False);
    }

    /// <summary>Appends at once in any order, and a length that none of the orders explains.</summary>
    private static string Hard() => string.Concat(
        Enumerable.Range(0, 20).Select(i => $"{{:process {i}, :type :invoke, :f :append, :value {i}}}\n")
            .Append("{:process 20, :type :invoke, :f :length}\n{:process 20, :type :ok, :f :length, :value 99}\n"));

    private Ran Judge(string typed) => new Support.Cli(_clone) { OutsideOfAClone = true }.Run(["judge", .. typed.Split(' ')]);
}
