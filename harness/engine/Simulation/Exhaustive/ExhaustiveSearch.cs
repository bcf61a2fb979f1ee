using Katas.Engine.Simulation.Exhaustive.Searching;

namespace Katas.Engine.Simulation.Exhaustive;

/// <summary>Tries every order of events of a small cluster of handlers, and not a sample of them.</summary>
/// <remarks>
/// <para>Breadth first over states, so that what is found is found on a shortest way. A state is: what each handler made of its
/// state, what it saved, which timers are set and what it observed last; the messages under way, as a bag; what is remembered;
/// which clients have spoken; and what may still go wrong. States are compared exactly, by the equality of their parts and not by
/// a sum over them.</para>
/// <para>Each handler is asked once for each pair of its own state and an event, and a second time in a new instance, with which
/// the answer is compared: what depends on anything else, and what changes its input, is found.</para>
/// <para>This is explicit-state model checking as Murphi does it (Dill, "The Murphi verification system", CAV 1996), without its
/// reductions: the number of states is that of the protocol.</para>
/// </remarks>
public static class ExhaustiveSearch
{
    /// <summary>
    /// Searches until something is wrong, or all states are met, or a bound ends it. Always with the same result.
    /// </summary>
    /// <exception cref="ArgumentException">The scenario has no machine, or a client writes to one that is not there.</exception>
    public static ExhaustiveResult Run(HandlerScenario scenario, ExhaustiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (scenario.Handlers.Count == 0) throw new ArgumentException("The scenario has no machine.", nameof(scenario));
        var unknown = scenario.Injections.FirstOrDefault(injection => scenario.Handlers.All(node => node.Id != injection.To));
        if (unknown is not null)
            throw new ArgumentException($"A client writes to {unknown.To}, and there is no such machine.", nameof(scenario));
        var taken = scenario.Injections.FirstOrDefault(injection => scenario.Handlers.Any(node => node.Id == injection.From));
        if (taken is not null)
            throw new ArgumentException($"{taken.From} is a machine, and cannot be a client.", nameof(scenario));
        return new Search(scenario, options ?? new ExhaustiveOptions()).Run();
    }
}
