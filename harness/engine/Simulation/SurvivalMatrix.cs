using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Properties;
using Katas.Engine.Simulation.Running;

namespace Katas.Engine.Simulation;

/// <summary>Which kinds of fault a cluster survives, each kind alone, and which promise breaks under the others.</summary>
/// <remarks>
/// In a row the kinds of its name come in every seed, and no others. A promise that broke is not asked any more in its row,
/// and the seed is run again without it: what breaks first does not hide the rest.
/// </remarks>
/// <param name="Seeds">How many seeds each row was run with: 1 to this many.</param>
/// <param name="Properties">The promises.</param>
/// <param name="Rows">No fault, each kind alone, and all together.</param>
public sealed record SurvivalMatrix(int Seeds, IReadOnlyList<string> Properties, IReadOnlyList<SurvivalRow> Rows)
{
    /// <summary>The environment variable that asks the simulations of a test for their matrix, instead of a verdict.</summary>
    internal const string Variable = "KATAS_SURVIVAL";

    /// <summary>Enough to tell what a kind of fault does, and few enough for sixteen rows.</summary>
    internal const int UsualSeeds = 25;

    /// <summary>The promise of those who throw nothing.</summary>
    private const string NoThrow = "no program throws";

    /// <summary>Whether somebody asked for it.</summary>
    internal static bool IsWanted => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>Whether every row survives.</summary>
    public bool Survives => Rows.All(row => row.Survives);

    /// <summary>Runs every row.</summary>
    /// <param name="scenario">What to run.</param>
    /// <param name="options">How many seeds a row has; <see langword="null"/>: 25.</param>
    public static SurvivalMatrix Of(Scenario scenario, SimulationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= new SimulationOptions { Seeds = UsualSeeds };
        var classes = scenario.Plan.Classes.Order().ToList();
        List<(string Name, IReadOnlyList<FaultClass> On)> kinds = [("none", []), .. classes.Select(One)];
        if (classes.Count > 1) kinds.Add(("all", classes));
        var rows = kinds.Select(kind => new SurvivalProbe(scenario, options).Row(kind.Name, kind.On)).ToList();
        var known = scenario.Properties
            .Where(property => property.Kind != PropertyKind.Sometimes).Select(property => property.Name)
            .Concat(scenario.Model is null ? [] : [Checks.AnswersOfOneObject]).Append(NoThrow);
        // What no author promised, such as that a run comes to an end, has a column only where it broke.
        var others = rows.SelectMany(row => row.Broken.Select(broken => broken.Property));
        return new SurvivalMatrix(options.Seeds, [.. known.Concat(others).Distinct()], rows);

        static (string Name, IReadOnlyList<FaultClass> On) One(FaultClass kind) => (FaultNames.Of(kind), [kind]);
    }
}

/// <summary>How a cluster does under some kinds of fault.</summary>
/// <param name="Name">The kind in words; <c>none</c> or <c>all</c>.</param>
/// <param name="Runs">How many seeds came to an end at which every promise that had not broken before was judged.</param>
/// <param name="Broken">The promises that broke, in the order of the seeds.</param>
/// <param name="Undecided">How many seeds ended without a verdict about the clients' answers.</param>
public sealed record SurvivalRow(string Name, int Runs, IReadOnlyList<BrokenPromise> Broken, int Undecided)
{
    /// <summary>Whether nothing broke, and all was decided.</summary>
    public bool Survives => Broken.Count == 0 && Undecided == 0;
}

/// <summary>A promise that some seed broke.</summary>
/// <param name="Property">The promise in domain words.</param>
/// <param name="Seed">The first seed that did.</param>
public sealed record BrokenPromise(string Property, int Seed);
