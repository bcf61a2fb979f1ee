using Katas.Engine.Linearizability;
using Katas.Engine.Simulation.Properties;

namespace Katas.Engine.Simulation;

/// <content>What must hold.</content>
public sealed partial class Scenario
{
    /// <summary>
    /// Something that holds at every moment; asked after each observation, each fault and each answer to a client.
    /// </summary>
    /// <param name="property">The promise in domain words; it heads the failure.</param>
    /// <param name="violation">Says what is wrong and what would be right; null while it holds.</param>
    public Scenario Always(string property, Func<ClusterView, string?> violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        _properties.Add(new Property(property, PropertyKind.Always) { Violation = violation });
        return this;
    }

    /// <summary>
    /// Something that has to happen in at least one of all runs, or the test proves nothing; asked when
    /// <see cref="Always"/> is.
    /// </summary>
    public Scenario Sometimes(string property, Func<ClusterView, bool> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        _properties.Add(new Property(property, PropertyKind.Sometimes) { Holds = holds });
        return this;
    }

    /// <summary>Something that comes to hold once all faults are over, no later than after some time.</summary>
    /// <param name="property">The promise in domain words.</param>
    /// <param name="within">How long after the healing it may take.</param>
    /// <param name="holds">Whether it holds now.</param>
    /// <param name="closest">Says how things stand instead, for the failure; null: nothing more is said.</param>
    /// <remarks>
    /// It is asked after the healing whenever <see cref="Always"/> is, and once more when the time is over. One moment in which
    /// it holds is enough: it is not asked again whether it lasts.
    /// </remarks>
    public Scenario EventuallyAfterHeal(
        string property, TimeSpan within, Func<ClusterView, bool> holds, Func<ClusterView, string>? closest = null)
    {
        ArgumentNullException.ThrowIfNull(holds);
        _properties.Add(new Property(property, PropertyKind.EventuallyAfterHeal)
        {
            Holds = holds, Within = within, Closest = closest,
        });
        return this;
    }

    /// <summary>Something that is asked once, of the whole run, when it is over.</summary>
    /// <param name="property">The promise in domain words.</param>
    /// <param name="violation">Says what is wrong and what would be right; null when it held.</param>
    public Scenario AtTheEnd(string property, Func<ClusterView, string?> violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        _properties.Add(new Property(property, PropertyKind.AtTheEnd) { Violation = violation });
        return this;
    }

    /// <summary>The clients' calls and answers are those of an object that does one call at a time.</summary>
    /// <param name="model">What one client alone would see; it says by which key the history falls into parts.</param>
    /// <remarks>A call that got no answer before the end stays open: it may have happened or not.</remarks>
    public Scenario Linearizable(SequentialModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        return this;
    }

    /// <summary>
    /// Each thing that was asked for happens once: no effect twice, none that nobody asked for, and, when the run is over, none
    /// missing that was confirmed.
    /// </summary>
    /// <param name="property">The promise in domain words.</param>
    /// <param name="asked">
    /// The name of the observation by which a client says what it asks for; its value is the identity.
    /// </param>
    /// <param name="confirmed">The name by which it says that this was confirmed.</param>
    /// <param name="effect">The name by which a machine says that it took effect.</param>
    public Scenario ExactlyOnce(string property, string asked, string confirmed, string effect)
    {
        _properties.Add(new Property(property, PropertyKind.Always)
        {
            Violation = view => Effects.TooMany(view, asked, effect),
        });
        _properties.Add(new Property(property, PropertyKind.AtTheEnd)
        {
            Violation = view => Effects.Missing(view, confirmed, effect),
        });
        return this;
    }
}
