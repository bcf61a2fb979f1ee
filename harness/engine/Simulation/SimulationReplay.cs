using System.Globalization;
using Katas.Engine.Interleaving.Searching;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Replaying;

namespace Katas.Engine.Simulation;

/// <summary>A plan as a short string of letters, digits and dashes: <c>7f-0031Bm4c-k3f0x</c>.</summary>
/// <remarks>
/// The seed in hexadecimal; what the plan adds to it, if anything; a dash, then three letters for the scenario's shape and two
/// for all that stands before them. So a string that was not pasted whole is told from one that no longer fits the spec.
/// </remarks>
public static class SimulationReplay
{
    private const int ShapeLength = 3;
    private const int CheckLength = 2;

    /// <summary>Most faults of a plan: no plan that was shrunk comes near it.</summary>
    private const int MostFaults = 100_000;

    /// <summary>Writes a plan.</summary>
    /// <exception cref="ArgumentException">It has a fault of a machine that the scenario does not have.</exception>
    public static string Of(Scenario scenario, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(plan);
        var isSeedOnly = plan is { Faults: null, End: null, AllAtOnce: false, LeftOut.Count: 0, Without.Count: 0 };
        var body = isSeedOnly ? "" : $"-{Body(scenario, plan)}";
        var text = $"{plan.Seed.ToString("x", CultureInfo.InvariantCulture)}{body}-{Shape(scenario)}";
        return text + Letters.Sum(text, CheckLength);
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="FormatException">It is no such string, or not a whole one, or one of another scenario.</exception>
    public static RunPlan Parse(string text, Scenario scenario)
    {
        var (seed, body, _) = Parts(text);
        if (!Fits(text, scenario)) throw new FormatException($"\"{text}\" is a run of another scenario.");
        return body is null ? new RunPlan(seed) : Plan(scenario, seed, body);
    }

    /// <summary>Whether a string was written for a scenario of this shape: the same machines, faults and promises.</summary>
    /// <exception cref="FormatException">It is no such string, or not a whole one.</exception>
    public static bool Fits(string text, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return Parts(text).Shape == Shape(scenario);
    }

    /// <summary>Refuses what is no such string, or was not pasted whole.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static void RequireWhole(string text) => Parts(text);

    private static (int Seed, string? Body, string Shape) Parts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('-');
        if (parts.Length is < 2 or > 3 || parts[^1].Length != ShapeLength + CheckLength
            || !int.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seed))
            throw new FormatException($"\"{text}\" is no run such as 7f-0031Bm4c-k3f0x. Paste the whole string.");
        if (!text.EndsWith(Letters.Sum(text[..^CheckLength], CheckLength), StringComparison.Ordinal))
            throw new FormatException($"A letter of the run \"{text}\" is wrong or missing. Paste the whole string.");
        return (seed, parts.Length == 3 ? parts[1] : null, parts[^1][..ShapeLength]);
    }

    private static string Body(Scenario scenario, RunPlan plan)
    {
        var to = new ReplayWriter();
        to.Number((plan.Without.Sum(kind => 1L << (int)kind) * 2) + (plan.AllAtOnce ? 1 : 0));
        to.Number(plan.End is { } end ? end.Ticks + 1 : 0);
        to.Number(plan.Faults is { } faults ? faults.Count + 1 : 0);
        var letters = LettersOf(scenario);
        foreach (var fault in plan.Faults ?? []) letters.Write(to, fault);
        foreach (var run in Runs([.. OperationTexts.All(scenario).Select(plan.LeftOut.Contains)])) to.Number(run);
        return to.ToString();
    }

    private static RunPlan Plan(Scenario scenario, int seed, string body)
    {
        var from = new ReplayReader(body);
        var kinds = from.Number();
        var end = from.Number();
        var faults = from.Number(MostFaults);
        var letters = LettersOf(scenario);
        return new RunPlan(seed)
        {
            AllAtOnce = kinds % 2 == 1,
            Without = Enum.GetValues<FaultClass>().Where(kind => (kinds >> ((int)kind + 1)) % 2 == 1).ToHashSet(),
            End = end == 0 ? null : new TimeSpan(end - 1),
            Faults = faults == 0 ? null : [.. Enumerable.Range(0, faults - 1).Select(_ => letters.Read(from))],
            LeftOut = LeftOut(OperationTexts.All(scenario), from).ToHashSet(),
        };
    }

    /// <summary>
    /// How many are kept, how many are left out, how many are kept, and so on; the last kept ones are left out.
    /// </summary>
    private static IEnumerable<int> Runs(IReadOnlyList<bool> leftOut)
    {
        var state = false;
        for (var i = 0; i < leftOut.Count; state = !state)
        {
            var end = i;
            while (end < leftOut.Count && leftOut[end] == state) end++;
            if (end == leftOut.Count && !state) yield break;
            yield return end - i;
            i = end;
        }
    }

    private static IEnumerable<OperationId> LeftOut(IReadOnlyList<OperationId> all, ReplayReader from)
    {
        var at = 0;
        for (var isLeftOut = false; !from.IsAtEnd; isLeftOut = !isLeftOut)
        {
            for (var left = from.Number(all.Count - at); left > 0; left--, at++)
                if (isLeftOut) yield return all[at];
        }
    }

    private static FaultLetters LettersOf(Scenario scenario) => new([.. scenario.Machines.Select(machine => machine.Id)]);

    /// <summary>What a plan depends on besides the programs: a run of another shape would be another run.</summary>
    private static string Shape(Scenario scenario) => Letters.Sum(
        string.Join('\n',
        [
            .. scenario.Machines.Select(machine => $"{machine.Id} {machine.Role} {machine.Workload?.Count}"),
            $"{scenario.LeastLatency.Ticks} {scenario.MostLatency.Ticks} {scenario.Length.Ticks} {scenario.Plan.Shape}",
            .. scenario.Properties.Select(property => $"{property.Kind} {property.Name} {property.Within.Ticks}"),
            scenario.Model?.Name ?? "",
        ]),
        ShapeLength);
}
