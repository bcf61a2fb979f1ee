using Katas.Engine.Linearizability;
using Katas.Engine.Reporting;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Properties;
using Katas.Simulation;

namespace Katas.Engine.Simulation;

/// <summary>A cluster, what its clients do, what goes wrong, and what must hold all the same.</summary>
/// <remarks>
/// <code>
/// new Scenario()
///     .Nodes(3, id => new Register())
///     .Network(least: Ms(1), most: Ms(20))
///     .Client("c1", async client => …)
///     .Faults(p => p.Messages(drop: 0.05).Every(Ms(2000)).Crash(down: Ms(500)).ThenHeal(Ms(10_000)))
///     .Always("…", view => …)
///     .Linearizable(new RegisterModel())
///     .For(Ms(20_000));
/// </code>
/// Methods change the scenario and return it; a scenario may be run many times, and by one thread at a time.
/// </remarks>
public sealed partial class Scenario
{
    private readonly List<MachineSpec> _machines = [];
    private List<Property> _properties = [];

    internal IReadOnlyList<MachineSpec> Machines => _machines;

    internal IReadOnlyList<Property> Properties => _properties;

    internal TimeSpan LeastLatency { get; private set; } = TimeSpan.FromMilliseconds(1);

    internal TimeSpan MostLatency { get; private set; } = TimeSpan.FromMilliseconds(10);

    internal TimeSpan Length { get; private set; } = TimeSpan.FromSeconds(30);

    internal FaultPlan Plan { get; private set; } = FaultPlan.None;

    internal SequentialModel? Model { get; private set; }

    /// <summary>Adds machines <c>n1</c>, <c>n2</c> and so on, one more than there are of the same letter.</summary>
    /// <param name="count">How many.</param>
    /// <param name="create">Makes the program of a machine, anew after each crash.</param>
    public Scenario Nodes(int count, Func<NodeId, INode> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var before = _machines.Count(machine => machine.Role == MachineRole.Server);
        for (var i = before + 1; i <= before + count; i++) Node($"n{i}", create);
        return this;
    }

    /// <summary>Adds a machine.</summary>
    /// <param name="name">Its name, unlike any other's.</param>
    /// <param name="create">Makes its program, anew after each crash.</param>
    public Scenario Node(string name, Func<NodeId, INode> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(new MachineSpec(new NodeId(name), MachineRole.Server, create, null));
    }

    /// <summary>
    /// Adds a service that stands beside the cluster: no peer of anybody, and faults do not choose it; the links to it have
    /// latency and lose messages as all others.
    /// </summary>
    public Scenario Service(string name, Func<NodeId, INode> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return Add(new MachineSpec(new NodeId(name), MachineRole.Service, create, null));
    }

    /// <summary>Adds a client that runs a script once.</summary>
    /// <param name="name">Its name, unlike any machine's.</param>
    /// <param name="script">What it does; its calls are recorded through <see cref="SimulatedClient"/>.</param>
    /// <remarks>
    /// Links to and from a client have no latency and lose nothing, because latency hides anomalies; and faults do not choose it.
    /// </remarks>
    public Scenario Client(string name, Func<SimulatedClient, Task> script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Add(new MachineSpec(
            new NodeId(name), MachineRole.Client, null, new Workload(0, (client, _) => script(client), null)));
    }

    /// <summary>
    /// Adds a worker: a machine as any other, with latency and faults, whose program is a script of the test's that calls the
    /// subject. After a crash the script runs again from the beginning, and what the crash left open stays open.
    /// </summary>
    /// <param name="name">Its name, unlike any other's.</param>
    /// <param name="script">What it does; its calls are recorded through <see cref="SimulatedClient"/>.</param>
    public Scenario Worker(string name, Func<SimulatedClient, Task> script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return Add(new MachineSpec(
            new NodeId(name), MachineRole.Worker, null, new Workload(0, (client, _) => script(client), null)));
    }

    /// <summary>Adds clients <c>c1</c>, <c>c2</c> and so on, each with operations that the seed draws.</summary>
    /// <typeparam name="TOperation">An operation as data, so that a failing run can be had with fewer of them.</typeparam>
    /// <param name="count">How many clients.</param>
    /// <param name="operations">How many operations each.</param>
    /// <param name="draw">Draws one; the number of the client, from 1, may matter.</param>
    /// <param name="run">Does it: one after another on each client.</param>
    /// <param name="name">An operation in a few words, for a failure's text; null: as its <c>ToString</c> says.</param>
    public Scenario Clients<TOperation>(
        int count, int operations, Func<Random, int, TOperation> draw, Func<SimulatedClient, TOperation, Task> run,
        Func<TOperation, string>? name = null)
    {
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(operations, 1);
        for (var i = 1; i <= count; i++)
        {
            var number = i;
            var workload = new Workload(
                operations, (client, operation) => run(client, (TOperation)operation!), random => draw(random, number))
            {
                Name = operation => name is null ? Show.Value(operation) : name((TOperation)operation!),
            };
            Add(new MachineSpec(new NodeId($"c{i}"), MachineRole.Client, null, workload));
        }

        return this;
    }

    /// <summary>How long a message takes between two machines: evenly between two times, each message by itself.</summary>
    /// <value>1 to 10 ms.</value>
    public Scenario Network(TimeSpan least, TimeSpan most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        (LeastLatency, MostLatency) = (least, most);
        return this;
    }

    /// <summary>What goes wrong.</summary>
    public Scenario Faults(Func<FaultPlanBuilder, FaultPlan> plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan(new FaultPlanBuilder());
        return this;
    }

    /// <summary>How long a run lasts in virtual time; it ends sooner when nothing is left to happen.</summary>
    /// <value>30 s.</value>
    public Scenario For(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        Length = length;
        return this;
    }

    /// <summary>The same cluster, judged by other promises.</summary>
    internal Scenario JudgedBy(IEnumerable<Property> properties, SequentialModel? model)
    {
        var other = (Scenario)MemberwiseClone();
        (other._properties, other.Model) = ([.. properties], model);
        return other;
    }

    private Scenario Add(MachineSpec machine)
    {
        if (_machines.Any(other => other.Id == machine.Id))
            throw new ArgumentException($"There is a machine {machine.Id} already: each needs a name of its own.");
        _machines.Add(machine);
        return this;
    }
}
