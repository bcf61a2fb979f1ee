using Katas.Distributed;
using Katas.Engine.Subjects;
using Katas.Engine.Time;
using Katas.Servers.Tests.Stores;
using Katas.Specs.Distributed;

namespace Katas.Servers.Tests;

/// <summary>The tests of the spec that need no clock of their own, over a real server.</summary>
public abstract class LockOverServerSpec : AnyStoreLockSpec
{
    private readonly RealStore _real;
    private object? _test;
    private static int _tests;

    internal LockOverServerSpec(string subject, RealStore real) : base(Named(subject)) => _real = real;

    protected override ILockStore Store => _real.Store;

    protected override TimeProvider Clock => TimeProvider.System;

    /// <summary>A resource of its own for each test: all tests share one server.</summary>
    protected override string Printer
    {
        get
        {
            if (_test != Time) (_test, _) = (Time, ++_tests);
            return $"{GetType().Name}/{_tests}/printer";
        }
    }

    /// <summary>Where the server cannot be had, all tests are ignored at once.</summary>
    [OneTimeSetUp]
    public void StartServer() => _ = _real.Store;

    /// <summary>Two minutes of looks: enough on any machine, and a call that hangs is found all the same.</summary>
    protected override T Answer<T>(Task<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        for (var looks = 0; !VirtualTime.SettleUntil(() => call.IsCompleted) && looks < 500; looks++)
        {
        }

        Require(call.IsCompleted, "every call comes to an end", "It has not ended after two minutes.");
        return call.GetAwaiter().GetResult();
    }

    private static Subject Named(string subject) => subject switch
    {
        "reference" => Subject.Reference<DistributedLock>(),
        "RecordedAttempt" => Subject.Alternative<RecordedAttemptLock, DistributedLock>(),
        "OneInLine" => Subject.Alternative<OneInLineLock, DistributedLock>(),
        _ => throw new ArgumentException($"There is no solution named {subject}."),
    };
}

/// <summary>The lock over Redis.</summary>
[TestFixture("reference"), TestFixture("RecordedAttempt"), TestFixture("OneInLine")]
public sealed class LockOverRedisTests(string subject) : LockOverServerSpec(subject, RealStores.Redis);

/// <summary>The lock over etcd.</summary>
[TestFixture("reference"), TestFixture("RecordedAttempt"), TestFixture("OneInLine")]
public sealed class LockOverEtcdTests(string subject) : LockOverServerSpec(subject, RealStores.Etcd);
