namespace Katas.Specs.Distributed.Election;

/// <summary>The promises, as failures name them.</summary>
internal static class Promises
{
    public const string First = "a node votes for the first candidate of a term whose log is not behind";
    public const string OneVote = "a node votes once in a term";
    public const string SameCandidate = "whoever has the vote is told so again";
    public const string NewTerm = "a new term brings a new vote";
    public const string OldTerm = "a request of an older term is refused";
    public const string UpToDate = "nobody votes for a candidate whose log is behind its own";
    public const string Rules = "a node votes once in a term, and only for a log that is not behind";
    public const string Unspent = "a refusal leaves the vote free";
    public const string TermsGrow = "a node is in the latest term that it has heard of";
    public const string Answers = "each request and each heartbeat is answered with the term";
    public const string Stands = "a node that hears of no leader stands for election";
    public const string Waits = "a node waits for its whole timeout before it stands";
    public const string NextTerm = "a candidate stands in the next term";
    public const string Random = "each timeout is drawn anew";
    public const string Wins = "the votes of a majority make a leader, who says so at once";
    public const string Majority = "nobody leads without the votes of a majority";
    public const string Reigns = "a leader's heartbeats come in time";
    public const string StepsDown = "whoever hears of a newer term leads no longer";
    public const string Follows = "a candidate follows the leader of its term";
    public const string Rests = "whoever has nothing to do waits";
    public const string KnowsLeader = "a node tells who leads";
    public const string OneLeader = "a term has one leader";
    public const string StartsAsFollower = "a node that starts is a follower";
    public const string Remembers = "a term that was told is never forgotten";
    public const string Stays = "a leader that all can hear stays";
    public const string Agree = "when the faults are over, all follow one leader";
}
