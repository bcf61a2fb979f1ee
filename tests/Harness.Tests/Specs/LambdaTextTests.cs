using Katas.Engine.Specs;

namespace Katas.Harness.Tests.Specs;

/// <summary>What a spec's lambda is called in a column's heading.</summary>
internal sealed class LambdaTextTests
{
    [TestCase("c => c.Increment()", "Increment()")]
    [TestCase("bank => { bank.Transfer(1, 2, 4); }", "Transfer(1, 2, 4)")]
    [TestCase("b => Try(() =>\n    {\n        b.Freeze(1);\n    })", "Try(() => { Freeze(1); })")]
    [TestCase("async pool => await pool.StopAsync()", "await StopAsync()")]
    [TestCase("static (c) => c.Increment()", "Increment()")]
    public void A_lambda_is_called_by_its_calls_on_one_line(string lambda, string name) =>
        Assert.That(LambdaText.Operation(lambda), Is.EqualTo(name));

    [TestCase("async pool =>\n{\n    var caller = Environment.CurrentManagedThreadId;\n"
        + "    var job = pool.RunAsync<int>(_ => Job(caller));\n    await job;\n"
        + "    await pool.StopAsync();\n    await pool.StopAsync();\n}", "RunAsync(…), StopAsync(…)")]
    [TestCase("_ => { var first = Something.Much(1, 2, 3); var second = Something.More(4, 5, 6, 7, 8); }",
        "var first = Something.Much(1, 2, 3); var second = Something…")]
    public void A_long_script_is_called_by_what_it_calls(string lambda, string name) =>
        Assert.That(LambdaText.Operation(lambda), Is.EqualTo(name));

    [Test]
    public void A_long_one_is_cut()
    {
        var name = LambdaText.Operation($"b => b.Take({new string('1', 100)})");
        Assert.That(name, Has.Length.EqualTo(60).And.EndWith("…"));
    }
}
