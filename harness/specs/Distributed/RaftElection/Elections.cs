using Katas.Distributed;
using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Tracing;
using Katas.Simulation;

namespace Katas.Specs.Distributed.Election;

/// <summary>What must never happen in a cluster, judged by what its nodes have told each other and the test.</summary>
/// <remarks>Each is asked after each observation, looks at the latest only, and so costs little.</remarks>
internal static class Elections
{
    /// <summary>Two votes of one node in one term, over all of its starts.</summary>
    public static string? VotedTwice(ClusterView view)
    {
        if (view.Latest is not { Name: Wiretap.Vote, Value: Ballot vote } latest) return null;
        var other = Votes(view).FirstOrDefault(before =>
            before.Node == latest.Node && before.Vote.Term == vote.Term && before.Vote.Candidate != vote.Candidate);
        return other.Vote is null
            ? null
            : $"In term {vote.Term} {latest.Node} votes for {vote.Candidate}, and has voted for {other.Vote.Candidate}." +
              Restarts(view, latest.Node);
    }

    /// <summary>Two leaders of one term: by their heartbeats, or by what nodes tell.</summary>
    public static string? TwoLeaders(ClusterView view)
    {
        if (LeaderIn(view.Latest) is not { } latest) return null;
        var other = view.All(Wiretap.Leads).Concat(view.All("leader")).Select(LeaderIn)
            .FirstOrDefault(before => before?.Term == latest.Term && before.Leader != latest.Leader);
        return other is null
            ? null
            : $"Term {latest.Term} is led by {other.Leader}, and {view.Latest!.Node} tells that {latest.Leader} leads it.";
    }

    /// <summary>A leader for whom no majority has voted.</summary>
    public static string? LedByMinority(ClusterView view)
    {
        if (view.Latest is not { Name: Wiretap.Leads, Value: long term } latest) return null;
        var voters = Votes(view).Where(before => before.Vote == new Ballot(term, latest.Node))
            .Select(before => before.Node).Distinct().ToList();
        return voters.Count * 2 > view.Nodes.Count
            ? null
            : $"{latest.Node} leads in term {term} with {voters.Count} of {view.Nodes.Count} votes.";
    }

    /// <summary>A leader whose log is behind those of a majority: it would lack what was committed.</summary>
    public static string? LedWithAnOldLog(ClusterView view, Func<NodeId, LogEnd> logs)
    {
        if (view.Latest is not { Name: Wiretap.Leads, Value: long term } latest) return null;
        var own = logs(latest.Node);
        var ahead = view.Nodes.Select(node => node.Id)
            .Where(node => (logs(node).Term, logs(node).Index).CompareTo((own.Term, own.Index)) > 0).ToList();
        return ahead.Count * 2 < view.Nodes.Count
            ? null
            : $"{latest.Node} leads in term {term}, and the logs of {string.Join(", ", ahead)} are ahead of its own.";
    }

    /// <summary>A start in which a node leads without having asked for votes.</summary>
    public static string? LedWithoutStanding(ClusterView view)
    {
        if (view.Latest is not { Name: Wiretap.Leads, Value: long term } latest) return null;
        return Votes(view).Any(before =>
            before.Vote == new Ballot(term, latest.Node) && before.Node == latest.Node && before.Start == latest.Start)
            ? null
            : $"{latest.Node} leads in term {term}, and has not asked for votes in it since it started.";
    }

    /// <summary>A start in which a node speaks in a term that is older than one it spoke in before a crash.</summary>
    public static string? TermForgotten(ClusterView view)
    {
        if (view.Latest is not { Name: Wiretap.Term, Value: long term } latest) return null;
        var before = view.All(Wiretap.Term).Where(said => said.Node == latest.Node && said.Start < latest.Start)
            .Select(said => (long)said.Value!).DefaultIfEmpty(0).Max();
        return term >= before ? null : $"{latest.Node} told others of term {before}, crashed, and now speaks in term {term}.";
    }

    /// <summary>Whether all nodes name one leader, and nobody has asked for votes in a later term.</summary>
    public static bool AllFollow(ClusterView view)
    {
        var leader = view.Nodes[0].Last<Leadership>("leader");
        return leader is not null && view.Nodes.All(node => node.IsUp && node.Last<Leadership>("leader") == leader)
            && LastElection(view) == leader.Term;
    }

    /// <summary>An election although all nodes had named one leader; asked where nothing goes wrong.</summary>
    public static string? UnseatedInPeace(ClusterView view)
    {
        if (view.Latest is not { Name: Wiretap.Vote, Value: Ballot vote } latest || vote.Candidate != latest.Node) return null;
        var leader = view.Nodes[0].Last<Leadership>("leader");
        return leader is not null && leader.Term < vote.Term && view.Nodes.All(node => node.Last<Leadership>("leader") == leader)
            ? $"All follow {leader.Leader} in term {leader.Term}, nothing is lost, and {latest.Node} stands in term {vote.Term}."
            : null;
    }

    /// <summary>A span of time in which nobody has become leader.</summary>
    public static string? NoSuccessor(ClusterView view, TimeSpan from, TimeSpan to) =>
        view.All(Wiretap.Leads).Any(led => led.Time > from && led.Time < to)
            ? null
            : $"From {from.TotalMilliseconds:0} to {to.TotalMilliseconds:0} ms the leader was cut off, and nobody was elected.";

    /// <summary>Who leads or follows whom, for a failure.</summary>
    public static string Standing(ClusterView view) =>
        $"The last election was in term {LastElection(view)}; " + string.Join("; ", view.Nodes.Select(node => node switch
        {
            { IsUp: false } => $"{node.Id} is down",
            _ when node.Last<Leadership>("leader") is { } known => $"{node.Id} names {known.Leader} in term {known.Term}",
            _ => $"{node.Id} names nobody",
        })) + ".";

    /// <summary>Whether in some term several stood, nobody won, and that was not the end.</summary>
    public static bool VoteWasSplit(ClusterView view)
    {
        if (view.Latest is not { Name: Wiretap.Leads, Value: long won }) return false;
        var stood = Votes(view).Where(vote => vote.Vote.Candidate == vote.Node && vote.Vote.Term < won);
        return stood.GroupBy(vote => vote.Vote.Term).Any(term => term.Select(vote => vote.Node).Distinct().Count() > 1
            && view.All(Wiretap.Leads).All(led => (long)led.Value! != term.Key));
    }

    /// <summary>Whether a second leader has come.</summary>
    public static bool LeaderWasReplaced(ClusterView view) =>
        view.Latest is { Name: Wiretap.Leads } latest && view.All(Wiretap.Leads).Any(led => led.Node != latest.Node);

    /// <summary>Whether a node speaks after a crash in a term in which it had voted.</summary>
    public static bool VoterCameBack(ClusterView view) =>
        view.Latest is { Name: Wiretap.Term, Value: long term } latest
        && Votes(view).Any(vote => vote.Node == latest.Node && vote.Start < latest.Start && vote.Vote.Term == term);

    /// <summary>The node that led last; null while nobody has.</summary>
    public static NodeId? Leader(ClusterView view) =>
        view.All(Wiretap.Leads).MaxBy(led => (long)led.Value!)?.Node;

    private static long LastElection(ClusterView view) =>
        Votes(view).Select(vote => vote.Vote.Term).Concat(Told(view)).DefaultIfEmpty(0).Max();

    /// <summary>A cluster of one asks nobody, and only tells.</summary>
    private static IEnumerable<long> Told(ClusterView view) => view.All("leader").Select(told => LeaderIn(told)?.Term ?? 0);

    private static IEnumerable<(NodeId Node, int Start, Ballot Vote)> Votes(ClusterView view) =>
        view.All(Wiretap.Vote).Select(seen => (seen.Node, seen.Start, (Ballot)seen.Value!));

    private static Leadership? LeaderIn(Observation? seen) => seen switch
    {
        { Name: Wiretap.Leads, Value: long term } => new Leadership(term, seen.Node),
        { Name: "leader", Value: Leadership told } => told,
        _ => null,
    };

    private static string Restarts(ClusterView view, NodeId node) => view[node].Starts switch
    {
        1 => "",
        var starts => $" It has been started {starts} times.",
    };
}
