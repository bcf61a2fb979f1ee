using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Tests;

/// <summary>Whoever runs these tests, the command is called the same.</summary>
[SetUpFixture]
internal sealed class Surroundings
{
    [OneTimeSetUp]
    public void Name_the_command()
    {
        Environment.SetEnvironmentVariable(CommandName.Variable, "./kata");
        Environment.SetEnvironmentVariable(KataRoot.Variable, null);
    }
}
