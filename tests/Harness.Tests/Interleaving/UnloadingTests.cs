using System.Runtime.CompilerServices;

namespace Katas.Harness.Tests.Interleaving;

internal sealed class UnloadingTests
{
    /// <summary>A watch loop rewrites a subject hundreds of times: a twin that stays would fill the memory.</summary>
    [Test]
    public void A_disposed_twin_leaves_the_memory()
    {
        var twin = ExploreAndDispose();
        for (var i = 0; twin.IsAlive && i < 100; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(twin.IsAlive, Is.False);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ExploreAndDispose()
    {
        using var twin = SampleProgram.Compile(Samples.Counter(
            """
            private static int _n;
            public int Value => _n;
            public void Increment() => Interlocked.Increment(ref _n);
            """));
        var increment = new Engine.Interleaving.ThreadOperation<ICounter>("Increment", c => c.Increment());
        Engine.Interleaving.Explorer.Explore(twin, twin.New<ICounter>, [increment, increment], Samples.ExpectTwo);
        return new WeakReference(twin.Assembly);
    }
}
