using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Exhaustive;
using Katas.Engine.Subjects;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <content>Small clusters of handlers, in every order of events.</content>
public abstract partial class KataSpec<TContract>
{
    /// <summary>Tries every order of events of a small cluster. What is wrong is shown on a shortest way.</summary>
    /// <param name="scenario">
    /// The cluster, its clients, what may go wrong and its promises; it makes handlers with <see cref="Make"/>.
    /// </param>
    /// <param name="options">How far to go, where the usual bounds do not fit.</param>
    /// <remarks>
    /// It passes only if every state was explored. A million states take some seconds: three machines, a dozen messages and one
    /// or two faults are about what fits.
    /// </remarks>
    /// <exception cref="PropertyFailedException">A promise is broken, or a handler breaks the rules of the form.</exception>
    /// <exception cref="InconclusiveException">A bound ended the search before.</exception>
    protected void Exhaust(HandlerScenario scenario, ExhaustiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _judging = true; // a proxy would record each of the many questions, and tell nothing that the steps do not
        var result = ExhaustiveSearch.Run(scenario, options);
        _judging = false;
        if (result is { Finding: ExhaustiveFinding.HandlerThrew, Exception: { } thrown }
            && thrown is NotImplementedException or SubjectBrokenException or TypeInitializationException or OutOfMemoryException)
            throw thrown;
        _statistics.Add(ExhaustiveText.Verdict(result));
    }
}
