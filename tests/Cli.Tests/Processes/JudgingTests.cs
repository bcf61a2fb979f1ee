using Katas.Cli.Tests.Support;

namespace Katas.Cli.Tests.Processes;

/// <summary>The real command judges anywhere, with nothing but what judging needs.</summary>
public sealed class JudgingTests
{
    /// <summary>All that judging may load besides the framework; a colour terminal would need Spectre.Console too.</summary>
    private static readonly string[] Needed =
        ["kata.dll", "kata.runtimeconfig.json", "Katas.Engine.dll", "System.CommandLine.dll"];

    [Test]
    public void It_needs_neither_a_clone_nor_the_compiler_nor_the_test_framework()
    {
        var folder = Directory.CreateTempSubdirectory("judge-").FullName;
        try
        {
            foreach (var file in Needed) File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(folder, file));
            File.WriteAllText(Path.Combine(folder, "h.json"), """{"process":0,"type":"invoke","f":"enqueue","value":1}""");
            using var process = KataProcess.StartProgram(
                "dotnet", folder, ["kata.dll", "judge", "h.json", "--model", "queue"], new() { ["KATA_ROOT"] = null });
            var ran = process.End();
            Assert.That((ran.Exit, ran.Error), Is.EqualTo((0, "")), ran.Output);
            Assert.That(ran.Output, Does.StartWith("h.json  LINEARIZABLE  1 operation, "));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
