using Katas.Engine.Subjects;

namespace Katas.Harness.Tests;

/// <summary>Lends the tests of this assembly the SDK's compiler, as the engine has it.</summary>
[SetUpFixture]
public sealed class SdkCompiler
{
    [OneTimeSetUp]
    public void Register() => SdkRoslyn.Register();
}
