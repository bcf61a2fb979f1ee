using Katas.Distributed;

namespace Katas.Specs.Distributed;

/// <summary>Grades the lock of <c>distributed-lock</c>.</summary>
public partial class DistributedLockSpec(Subject subject) : KataSpec<IDistributedLock>(subject)
{
    [Test, Stage(1)]
    public void A_missing_store_is_refused() =>
        ExpectThrows<ArgumentNullException>(
            () => Make<NewDistributedLock>(create => create(null!, Time, new Random(1))), "a lock is kept in a store");
}
