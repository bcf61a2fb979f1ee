namespace Katas.Specs.Distributed.Locks;

/// <summary>What a store can be asked.</summary>
public enum StoreAct
{
    /// <summary><see cref="Katas.Distributed.ILockStore.PutIfAbsentAsync"/>.</summary>
    PutIfAbsent,

    /// <summary><see cref="Katas.Distributed.ILockStore.GetAsync"/>.</summary>
    Get,

    /// <summary><see cref="Katas.Distributed.ILockStore.ExtendIfOwnerAsync"/>.</summary>
    ExtendIfOwner,

    /// <summary><see cref="Katas.Distributed.ILockStore.DeleteIfOwnerAsync"/>.</summary>
    DeleteIfOwner,

    /// <summary><see cref="Katas.Distributed.ILockStore.DeleteAsync"/>.</summary>
    Delete,
}

/// <summary>A request to a store, as data.</summary>
/// <param name="Act">What is asked.</param>
/// <param name="Key">Of which entry.</param>
/// <param name="Owner">By whom; empty where it does not matter.</param>
/// <param name="Ttl">For how long; zero where it does not matter.</param>
public sealed record StoreCall(StoreAct Act, string Key, string Owner = "", TimeSpan Ttl = default)
{
    /// <summary>Carries it out.</summary>
    /// <returns>A token, an entry, a <see cref="bool"/>, or <see langword="null"/>.</returns>
    public object? On(LockTable table, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Act switch
        {
            StoreAct.PutIfAbsent => table.PutIfAbsent(Key, Owner, Ttl, now),
            StoreAct.Get => table.Get(Key, now),
            StoreAct.ExtendIfOwner => table.ExtendIfOwner(Key, Owner, Ttl, now),
            StoreAct.DeleteIfOwner => table.DeleteIfOwner(Key, Owner, now),
            _ => table.Delete(Key, now),
        };
    }
}

/// <summary>What happens to a request on its way.</summary>
/// <param name="There">How long it takes to the store.</param>
/// <param name="Back">How long the answer takes.</param>
/// <param name="IsLost">The request never arrives.</param>
/// <param name="IsAnswerLost">It arrives, and the answer does not.</param>
/// <param name="IsKnownAtOnce">Whoever asked is not kept waiting for the answer that does not come.</param>
public sealed record StoreFate(
    TimeSpan There = default, TimeSpan Back = default, bool IsLost = false, bool IsAnswerLost = false, bool IsKnownAtOnce = false)
{
    /// <summary>It is carried out and answered at once.</summary>
    public static StoreFate AtOnce { get; } = new();

    /// <summary>It is lost.</summary>
    public static StoreFate Lost { get; } = new(IsLost: true);

    /// <summary>Nobody is there to take it.</summary>
    public static StoreFate Down { get; } = new(IsLost: true, IsKnownAtOnce: true);

    /// <summary>It is carried out, and its answer is lost.</summary>
    public static StoreFate Unanswered { get; } = new(IsAnswerLost: true);
}
