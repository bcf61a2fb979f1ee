using Katas.Distributed;
using Katas.Engine.Time;
using Katas.Servers.Tests.Stores;
using Katas.Specs.Distributed.Locks;

namespace Katas.Servers.Tests;

/// <summary>The stores that the spec makes up answer as the real ones do.</summary>
public sealed class StoreContractTests
{
    [Test]
    public void The_store_in_memory_answers_as_it_should()
    {
        var time = new VirtualTime();
        var talk = StoreConversation.HaveAsync(new MemoryLockStore(time), "printer", time, span =>
        {
            time.Advance(span);
            return Task.CompletedTask;
        });
        Assert.That(talk.GetAwaiter().GetResult(), Is.EqualTo(StoreConversation.Expected));
    }

    [Test]
    public void The_simulated_store_answers_as_it_should()
    {
        string? said = null;
        SimulatedLockStore.Run(async (store, time, pass) =>
            said = await StoreConversation.HaveAsync(store, "printer", time, pass));
        Assert.That(said, Is.EqualTo(StoreConversation.Expected));
    }

    [Test]
    public async Task Redis_answers_as_it_should() => await Talk(RealStores.Redis.Store);

    [Test]
    public async Task Etcd_answers_as_it_should() => await Talk(RealStores.Etcd.Store);

    private static async Task Talk(ILockStore store) => Assert.That(
        await StoreConversation.HaveAsync(store, "the contract's printer", TimeProvider.System, RealTime.PassAsync),
        Is.EqualTo(StoreConversation.Expected));
}
