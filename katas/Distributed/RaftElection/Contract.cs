using Katas.Simulation;

namespace Katas.Distributed;

/// <summary>A machine of a cluster that elects one of its own as the leader: the election of Raft.</summary>
/// <remarks>
/// <para>Machines say to each other the four messages below, and nothing else. README.md says when which of them is due.</para>
/// <para>Who leads is told by <c>node.Observe("leader", new Leadership(term, leader))</c>: when the node itself becomes leader,
/// and when it first hears from the leader of a term, anew after each start. To tell the same again does no harm.</para>
/// <para>The node's own files are its own affair. It finds its disk empty, or as its crashes have left it.</para>
/// </remarks>
/// <seealso href="https://raft.github.io/raft.pdf">Ongaro and Ousterhout, "In search of an understandable consensus algorithm",
/// USENIX ATC 2014, sections 5.1, 5.2 and 5.4.1, figure 2.</seealso>
public interface IRaftElection : INode;

/// <summary>A candidate asks for a vote. Each one that arrives is answered with a <see cref="RequestVoteReply"/>.</summary>
/// <param name="Term">The term in which the sender wants to lead.</param>
/// <param name="LastLogIndex">The index of the last entry of the sender's log.</param>
/// <param name="LastLogTerm">The term of that entry.</param>
public sealed record RequestVote(long Term, long LastLogIndex, long LastLogTerm);

/// <summary>The answer to a <see cref="RequestVote"/>.</summary>
/// <param name="Term">The term that the sender is in, now that it has read the request.</param>
/// <param name="Granted">Whether it votes for the candidate in that term.</param>
public sealed record RequestVoteReply(long Term, bool Granted);

/// <summary>The leader says that it is there. Each that arrives is answered with a <see cref="RaftHeartbeatReply"/>.</summary>
/// <param name="Term">The term in which the sender leads.</param>
public sealed record RaftHeartbeat(long Term);

/// <summary>The answer to a <see cref="RaftHeartbeat"/>.</summary>
/// <param name="Term">The term that the sender is in, now that it has read the heartbeat.</param>
public sealed record RaftHeartbeatReply(long Term);

/// <summary>Who leads in a term: what a node observes under <c>"leader"</c>.</summary>
/// <param name="Term">The term.</param>
/// <param name="Leader">Its leader, which may be the node itself.</param>
public sealed record Leadership(long Term, NodeId Leader);

/// <summary>Where a node's log ends. Nothing is added to a log in this kata.</summary>
/// <param name="Index">The index of the last entry; 0 when the log is empty.</param>
/// <param name="Term">The term of that entry; 0 when the log is empty.</param>
public sealed record LogEnd(long Index, long Term);

/// <summary>For how long a node waits, on its own clock.</summary>
/// <param name="LeastElectionTimeout">A node that heard nothing for less than this starts no election.</param>
/// <param name="MostElectionTimeout">
/// One that heard nothing for this long does. Each timeout is drawn evenly between the two.
/// </param>
/// <param name="Heartbeat">From one heartbeat of a leader to the next; a third of the least timeout at the most.</param>
public sealed record RaftTiming(TimeSpan LeastElectionTimeout, TimeSpan MostElectionTimeout, TimeSpan Heartbeat);

/// <summary>How the spec makes a node: your class needs a public constructor of this shape.</summary>
/// <param name="timing">The same for all machines of a cluster.</param>
/// <param name="log">Where this machine's log ends.</param>
/// <remarks>Called anew at each start of the machine, with the same arguments.</remarks>
public delegate IRaftElection NewRaftElection(RaftTiming timing, LogEnd log);
