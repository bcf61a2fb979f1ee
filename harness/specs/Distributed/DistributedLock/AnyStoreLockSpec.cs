using Katas.Distributed;
using static Katas.Engine.Specs.TaskCalls;

namespace Katas.Specs.Distributed;

/// <summary>
/// What a lock promises over any store, in memory or a server of its own. No test here controls the time, and none fails because
/// a machine is slow: limits that matter are a minute, and a lock that is to run out has a second.
/// </summary>
public abstract partial class AnyStoreLockSpec(Subject subject) : KataSpec<IDistributedLock>(subject)
{
    private const string Takes = "a free lock is taken";
    private const string Refuses = "a lock that somebody has is refused to everybody else";
    private const string OwnerOnly = "only the owner gives a lock back";
    private const string OwnerExtends = "only the owner extends a lock";
    private const string GivenBack = "a lock that was given back is free";
    private const string Fencing = "each lock on a resource has a larger token than those before it";

    /// <summary>Longer than any test takes.</summary>
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>The least that every store can do.</summary>
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private object? _test;
    private int _instances;

    /// <summary>The store of the running test.</summary>
    protected abstract ILockStore Store { get; }

    /// <summary>The clock of the running test.</summary>
    protected abstract TimeProvider Clock { get; }

    /// <summary>A resource that no other test uses.</summary>
    protected abstract string Printer { get; }

    /// <summary>Waits for a call, for about a minute at the most.</summary>
    protected abstract T Answer<T>(Task<T> call);

    /// <summary>Another process's lock: over the same store, with randomness of its own.</summary>
    protected IDistributedLock New()
    {
        if (_test != Time) (_test, _instances) = (Time, 0); // each test has a new clock: a test alone has the same seeds
        var random = new Random(++_instances);
        return Make<NewDistributedLock>(create => create(Store, Clock, random));
    }

    /// <summary>Takes a lock that must be to be had.</summary>
    protected Lease Take(
        IDistributedLock subject, TimeSpan? ttl = null, TimeSpan? wait = null, string? resource = null, string property = Takes)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var lease = Answer(subject.TryAcquireAsync(resource ?? Printer, ttl ?? Minute, wait ?? TimeSpan.Zero));
        Require(lease is not null, property, "TryAcquireAsync should give a lease, and gave null.");
        return lease!;
    }

    /// <summary>Checks that the store has the entry of a lease, or another one, or none.</summary>
    protected void ExpectEntry(LockEntry? expected, string property, string? resource = null)
    {
        var entry = Answer(Store.GetAsync(resource ?? Printer));
        Expect(entry, expected, property, "the store's entry");
    }

    /// <summary>The entry that belongs to a lease.</summary>
    protected static LockEntry EntryOf(Lease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return new LockEntry(lease.Owner, lease.Token);
    }

    /// <summary>Checks that a call is refused for its arguments, at once or through its task.</summary>
    protected void ExpectRefused<TException>(Func<Task> call, string property) where TException : Exception
    {
        Exception? thrown;
        try
        {
            var task = call();
            Answer(task.ContinueWith(_ => true, TaskScheduler.Default));
            thrown = Thrown(task);
        }
        catch (TException atOnce)
        {
            thrown = atOnce;
        }

        if (thrown is NotImplementedException) throw thrown;
        Require(thrown is TException, property,
            $"The call should throw {typeof(TException).Name}, and threw {thrown?.GetType().Name ?? "nothing"}.");
    }
}
