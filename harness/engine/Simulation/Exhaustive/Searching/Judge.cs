namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>Asks the properties of each state that is new.</summary>
internal sealed class Judge
{
    private readonly List<StateProperty> _always;
    private readonly List<StateProperty> _finally;
    private readonly List<StateProperty> _unreached;
    private readonly GlobalView _view;

    public Judge(HandlerScenario scenario, Universe universe)
    {
        _view = new GlobalView(universe);
        _always = Of(StatePropertyKind.Always);
        _finally = Of(StatePropertyKind.Finally);
        _unreached = Of(StatePropertyKind.Reachable);

        List<StateProperty> Of(StatePropertyKind kind) => [.. scenario.Properties.Where(property => property.Kind == kind)];
    }

    /// <summary>What no state so far has fulfilled; null when nothing is left.</summary>
    public StateProperty? Unreached => _unreached.FirstOrDefault();

    /// <summary>What is promised of states at rest; null when nothing is.</summary>
    public StateProperty? AtRest => _finally.FirstOrDefault();

    /// <summary>The promise that a state breaks, and how; null when it breaks none.</summary>
    public (string Property, string Evidence)? Look(GlobalState state, bool isAtRest)
    {
        _view.Look(state);
        _unreached.RemoveAll(property => property.Holds!(_view));
        return Broken(_always) ?? (isAtRest ? Broken(_finally) : null);
    }

    private (string Property, string Evidence)? Broken(List<StateProperty> properties)
    {
        foreach (var property in properties)
        {
            if (property.Violation!(_view) is { } evidence) return (property.Name, evidence);
        }

        return null;
    }
}
