using Katas.Distributed;

namespace Katas.Specs.Distributed.Election;

/// <summary>What a follower answers, as the contract says it.</summary>
internal sealed class FollowerModel(LogEnd log)
{
    private string? _votedFor;

    /// <summary>The latest term that it has heard of.</summary>
    public long Term { get; private set; }

    public RaftHeartbeatReply Answer(RaftHeartbeat heartbeat)
    {
        Hear(heartbeat.Term);
        return new RaftHeartbeatReply(Term);
    }

    public RequestVoteReply Answer(string candidate, RequestVote request)
    {
        Hear(request.Term);
        var isBehind = request.LastLogTerm < log.Term || (request.LastLogTerm == log.Term && request.LastLogIndex < log.Index);
        if (request.Term < Term || isBehind || (_votedFor ?? candidate) != candidate) return new RequestVoteReply(Term, false);
        _votedFor = candidate;
        return new RequestVoteReply(Term, true);
    }

    private void Hear(long term)
    {
        if (term > Term) (Term, _votedFor) = (term, null);
    }
}
