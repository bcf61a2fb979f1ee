namespace Katas.Simulation.Tests.Escapes.Programs;

/// <summary>Methods that nobody can await.</summary>
internal static class VoidPrograms
{
    public static Task ThrowLater(INodeContext node)
    {
        Throw(node);
        return Task.CompletedTask;
    }

    private static async void Throw(INodeContext node)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), node.Time);
        throw new FormatException("nobody awaits this");
    }
}
