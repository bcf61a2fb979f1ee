using Katas.Simulation;

namespace Katas.Engine.Simulation.Faults;

/// <summary>Says what may go wrong.</summary>
/// <remarks>
/// <code>
/// plan.Messages(drop: 0.05, duplicate: 0.05)
///     .Every(Ms(3000)).Crash(down: Ms(500), FaultClass.LostWrites)
///     .At(Ms(5000)).Isolate(Ms(2000), moment => moment.Any(node => node.Last&lt;bool>("leads")))
///     .ThenHeal(Ms(15_000))
/// </code>
/// <see cref="Every"/> and <see cref="At"/> say when the next fault comes. Lengths are drawn around what is given: half of it to
/// one and a half times as much. Who is hit is drawn, unless it is said.
/// </remarks>
public sealed class FaultPlanBuilder
{
    private readonly List<PlannedFault> _faults = [];
    private MessageRates _messages = FaultPlan.None.Messages;
    private TimeSpan? _at;
    private TimeSpan _every = TimeSpan.FromSeconds(5);
    private bool _isSwarm = true;
    private int _mostDrift;

    /// <summary>What happens to single messages, client links excepted.</summary>
    /// <param name="drop">The part of all messages that is lost, from 0 to 1.</param>
    /// <param name="duplicate">The part that arrives twice.</param>
    /// <param name="delay">The part that is late.</param>
    /// <param name="late">How late at the most; null: 200 ms.</param>
    public FaultPlanBuilder Messages(double drop = 0, double duplicate = 0, double delay = 0, TimeSpan? late = null)
    {
        if (new[] { drop, duplicate, delay }.Any(rate => rate is not (>= 0 and <= 1)))
            throw new ArgumentOutOfRangeException(nameof(drop), "The parts of all messages are from 0 to 1.");
        _messages = new MessageRates(drop, duplicate, delay, late ?? TimeSpan.FromMilliseconds(200));
        return this;
    }

    /// <summary>The next fault comes again and again.</summary>
    /// <param name="mean">How long it is, on average, from one time to the next.</param>
    public FaultPlanBuilder Every(TimeSpan mean)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(mean, TimeSpan.Zero);
        (_at, _every) = (null, mean);
        return this;
    }

    /// <summary>The next fault comes once.</summary>
    public FaultPlanBuilder At(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        _at = time;
        return this;
    }

    /// <summary>A machine crashes, and starts again with what its disk kept.</summary>
    /// <param name="down">For how long it is away.</param>
    /// <param name="loss">What its disk loses: see <see cref="CrashFault"/>.</param>
    /// <param name="which">Which machine; null: any that is up.</param>
    public FaultPlanBuilder Crash(
        TimeSpan down, FaultClass loss = FaultClass.Crash, Func<FaultMoment, NodeId?>? which = null) =>
        On(ACrash(loss), which, (moment, node) => new CrashFault(node, moment.View.Now, moment.About(down), loss));

    /// <summary>All machines crash and start again, one after another, as when a new version is installed.</summary>
    /// <param name="between">How long after one is back the next one stops.</param>
    /// <param name="down">For how long each is away.</param>
    /// <param name="loss">What their disks lose: see <see cref="CrashFault"/>.</param>
    public FaultPlanBuilder RollingRestarts(TimeSpan between, TimeSpan down, FaultClass loss = FaultClass.Crash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(between, TimeSpan.Zero);
        return Plan(ACrash(loss), Restarts);

        IEnumerable<Fault> Restarts(FaultMoment moment)
        {
            var at = moment.View.Now;
            foreach (var node in moment.View.Nodes)
            {
                var away = moment.About(down);
                yield return new CrashFault(node.Id, at, away, loss);
                at += away + between;
            }
        }
    }

    /// <summary>A machine stands still, and goes on where it was.</summary>
    public FaultPlanBuilder Pause(TimeSpan length, Func<FaultMoment, NodeId?>? which = null) =>
        On(FaultClass.Pause, which, (moment, node) => new PauseFault(node, moment.View.Now, moment.About(length)));

    /// <summary>Two groups do not reach each other.</summary>
    /// <param name="length">For how long.</param>
    /// <param name="groups">Which groups; null: a minority and the others.</param>
    /// <param name="losesInFlight">Whether what is under way is lost too.</param>
    public FaultPlanBuilder Partition(
        TimeSpan length, Func<FaultMoment, NodeGroups?>? groups = null, bool losesInFlight = false) =>
        Cut(FaultClass.Partition, length, groups ?? (moment => moment.Halves()), losesInFlight);

    /// <summary>One group does not reach the other; the other way messages pass.</summary>
    public FaultPlanBuilder OneWayPartition(
        TimeSpan length, Func<FaultMoment, NodeGroups?>? groups = null, bool losesInFlight = false) =>
        Cut(FaultClass.OneWayPartition, length, groups ?? (moment => moment.Halves()), losesInFlight);

    /// <summary>Two groups reach each other through one machine only, which may be anybody.</summary>
    public FaultPlanBuilder Bridge(TimeSpan length) =>
        Cut(FaultClass.Bridge, length, moment => moment.Bridge(), losesInFlight: false);

    /// <summary>One machine is cut off from all others.</summary>
    /// <param name="length">For how long.</param>
    /// <param name="which">Which machine, such as the leader; null: any.</param>
    public FaultPlanBuilder Isolate(TimeSpan length, Func<FaultMoment, NodeId?>? which = null) =>
        Cut(FaultClass.Partition, length,
            moment => (which ?? (m => m.AnyUp()))(moment) is { } node ? moment.Alone(node) : null, losesInFlight: false);

    /// <summary>A link holds its messages back, and then delivers them all.</summary>
    public FaultPlanBuilder Clog(TimeSpan length) => Add(FaultClass.Clog, moment => moment.AnyLink() is var (from, to)
        ? new ClogFault(from, to, moment.View.Now, moment.About(length))
        : null);

    /// <summary>A link loses many of its messages for a while.</summary>
    /// <param name="length">For how long.</param>
    /// <param name="drop">The part that is lost, from 0 to 1.</param>
    /// <remarks>It is on or off together with <see cref="FaultClass.Drop"/>, and each message is a fault of its own.</remarks>
    public FaultPlanBuilder FlakyLink(TimeSpan length, double drop)
    {
        if (drop is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(drop), drop, "More than 0, and 1 at the most.");
        return Add(FaultClass.Drop, moment => moment.AnyLink() is var (from, to)
            ? new FlakyLink(from, to, moment.View.Now, moment.About(length), drop)
            : null);
    }

    /// <summary>A machine's wall clock is set forwards or backwards.</summary>
    /// <param name="most">How far at the most.</param>
    /// <param name="which">Which machine; null: any that is up.</param>
    public FaultPlanBuilder ClockStep(TimeSpan most, Func<FaultMoment, NodeId?>? which = null) =>
        On(FaultClass.ClockStep, which, (moment, node) => new ClockStepFault(
            node, moment.View.Now, most * ((moment.Random.NextDouble() * 2) - 1)));

    /// <summary>A machine's disk is slow.</summary>
    public FaultPlanBuilder SlowDisk(TimeSpan length, TimeSpan latency, Func<FaultMoment, NodeId?>? which = null) =>
        On(FaultClass.SlowDisk, which, (moment, node) => new SlowDiskFault(
            node, moment.View.Now, moment.About(length), moment.About(latency)));

    /// <summary>Each machine's clock runs fast or slow, each by another amount.</summary>
    /// <param name="mostPartsPerMillion">By how much at the most: 1000 is a millisecond in each second.</param>
    public FaultPlanBuilder ClockDrift(int mostPartsPerMillion)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPartsPerMillion, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mostPartsPerMillion, 500_000);
        _mostDrift = mostPartsPerMillion;
        return this;
    }

    /// <summary>A fault of one's own, at the times that were set.</summary>
    /// <param name="fault">What kind it is: with a seed in which that kind is off, it never comes.</param>
    /// <param name="choose">Makes it; null: nothing happens this time.</param>
    /// <remarks>
    /// The fault begins at that moment, or later if it says so. Overlapping faults of one machine or link last until the last of
    /// them is over.
    /// </remarks>
    public FaultPlanBuilder Add(FaultClass fault, Func<FaultMoment, Fault?> choose)
    {
        ArgumentNullException.ThrowIfNull(choose);
        return Plan(fault, moment => choose(moment) is { } one ? [one] : []);
    }

    /// <summary>Every seed has every kind of fault, instead of a choice of them.</summary>
    public FaultPlanBuilder AllAtOnce()
    {
        _isSwarm = false;
        return this;
    }

    /// <summary>All faults end: links carry, machines start, clocks run evenly. A wall clock that was set stays so.</summary>
    /// <param name="at">When.</param>
    public FaultPlan ThenHeal(TimeSpan at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(at, TimeSpan.Zero);
        return new FaultPlan(_messages, _faults, at, _isSwarm) { MostDrift = _mostDrift };
    }

    private static FaultClass ACrash(FaultClass loss) =>
        loss is FaultClass.Crash or FaultClass.LostWrites or FaultClass.TornWrites
            ? loss
            : throw new ArgumentException(
                $"A crash loses nothing, or what was not flushed, or tears it: {loss} is no crash.", nameof(loss));

    private FaultPlanBuilder Plan(FaultClass fault, Func<FaultMoment, IEnumerable<Fault>> choose)
    {
        _faults.Add(new PlannedFault(fault, _at, _every, choose));
        return this;
    }

    private FaultPlanBuilder On(
        FaultClass fault, Func<FaultMoment, NodeId?>? which, Func<FaultMoment, NodeId, Fault> make) =>
        Add(fault, moment => (which ?? (m => m.AnyUp()))(moment) is { } node ? make(moment, node) : null);

    private FaultPlanBuilder Cut(
        FaultClass fault, TimeSpan length, Func<FaultMoment, NodeGroups?> groups, bool losesInFlight) =>
        Add(fault, moment => groups(moment) is { } cut
            ? new PartitionFault(fault, moment.View.Now, moment.About(length), cut, losesInFlight)
            : null);
}
