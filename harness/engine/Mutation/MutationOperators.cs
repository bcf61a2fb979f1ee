using Katas.Engine.Mutation.Operators;

namespace Katas.Engine.Mutation;

/// <summary>Our operators: the faults of concurrency that people make and general mutation tools do not plant.</summary>
public static class MutationOperators
{
    /// <summary>All of them, in the order of the documentation.</summary>
    public static IReadOnlyList<IMutationOperator> All { get; } =
    [
        new DropLock(),
        new NarrowLock(),
        new SplitLock(),
        new OtherLock(),
        new WriteLockToReadLock(),
        new SwapLockOrder(),
        new CallbackInsideLock(),
        new WhileToIf(),
        new DropSignal(),
        new PulseAllToPulse(),
        new ContinuationsInline(),
        new DropFinallyRelease(),
        new FinallyToPlain(),
        new DropDispose(),
        new InterlockedToPlain(),
        new CasOnce(),
        new DropVolatile(),
        new PublishEarly(),
        new StaleRead(),
        new DropAwait(),
        new DropToken(),
        new SwallowCancellation(),
        new CatchAll(),
        new WallClock(),
        new MonotonicToWall(),
        new AckBeforePersist(),
        new DropFlush(),
        new ForgetToDeduplicate(),
        new SkipFencing(),
        new DropBound(),
    ];

    /// <summary>The one of that name; <see langword="null"/> for none.</summary>
    public static IMutationOperator? Find(string name) => All.FirstOrDefault(each => each.Name == name);
}
