using Katas.Engine.Histories;

namespace Katas.Engine.Consistency.Registers;

/// <summary>A read or a write of a register.</summary>
/// <param name="Node">Its number among the operations that matter.</param>
/// <param name="Source">The operation of the history.</param>
/// <param name="Register">Which key, and the value written or read.</param>
/// <param name="IsWrite">Whether it writes.</param>
/// <param name="IsOpen">Whether it never returned.</param>
internal sealed record Access(int Node, Operation Source, Version Register, bool IsWrite, bool IsOpen)
{
    /// <summary>The operation in words; a read of the initial value with it, which other calls leave out.</summary>
    public string Text => RegisterCall.Text(Source, IsWrite);
}

/// <summary>
/// A history of registers with who read from whom.
/// </summary>
/// <remarks>
/// Left out: reads without a result, and open writes that nobody read, which may not have happened. An open write that
/// somebody read did happen, but at any moment after its call: it comes after what its client had done, and before nothing.
/// </remarks>
internal sealed class RegisterHistory
{
    /// <summary>The write of a read that returned the initial value.</summary>
    public const int Initial = -1;

    /// <summary>The write of a read whose value nobody wrote.</summary>
    public const int Nobody = -2;

    private readonly List<Access> _accesses = [];
    private readonly Dictionary<Version, int> _writes = [];

    /// <exception cref="Linearizability.ModelException">An operation is neither a read nor a write.</exception>
    public RegisterHistory(History history)
    {
        var calls = history.Operations.Select(operation => new RegisterCall(operation)).ToList();
        var reads = calls.Where(call => !call.IsWrite && call.Source.Ending == Ending.Returned);
        var read = reads.Select(call => call.Version).ToHashSet();
        foreach (var call in calls) Take(call, read);
        WriteOf = [.. _accesses.Select(Origin)];
    }

    /// <summary>The operations that matter, in the order of their calls.</summary>
    public IReadOnlyList<Access> Accesses => _accesses;

    /// <summary>For each read the node of its write, <see cref="Initial"/> or <see cref="Nobody"/>; for a write itself.</summary>
    public int[] WriteOf { get; }

    /// <summary>Why reads cannot be matched with writes; empty: they can.</summary>
    public string Ambiguity { get; private set; } = "";

    /// <summary>What each client did, in order; open writes too, each the last that it is ordered after.</summary>
    public IEnumerable<IReadOnlyList<Access>> Sessions =>
        _accesses.GroupBy(access => access.Source.Client).Select(session => (IReadOnlyList<Access>)[.. session]);

    /// <summary>Who did what: <c>client 2's write(x, 1)</c>.</summary>
    public static string Tell(Access access) => $"client {access.Source.Client}'s {access.Text}";

    private void Take(RegisterCall call, HashSet<Version> read)
    {
        var (writes, ending) = (call.IsWrite, call.Source.Ending);
        if (!writes && ending != Ending.Returned) return;
        if (writes && ending == Ending.Open && !read.Contains(call.Version)) return;
        var access = new Access(_accesses.Count, call.Source, call.Version, writes, ending == Ending.Open);
        _accesses.Add(access);
        if (!writes) return;
        var isNew = _writes.TryAdd(call.Version, access.Node) && call.Version.Value is not null;
        if (!isNew && read.Contains(call.Version) && Ambiguity.Length == 0) Ambiguity = Ambiguous(access);
    }

    private string Ambiguous(Access access) => access.Register.Value is null
        ? $"{Tell(access)} writes the initial value, so that a read of it cannot tell which it saw. Write other values."
        : $"{Tell(_accesses[_writes[access.Register]])} and {Tell(access)} write the same value, so that a read cannot tell " +
          "which it saw. Write values that are all different.";

    private int Origin(Access access) => access switch
    {
        { IsWrite: true } => access.Node,
        _ when _writes.TryGetValue(access.Register, out var write) => write,
        { Register.Value: null } => Initial,
        _ => Nobody,
    };
}
