#pragma warning disable
namespace Katas.Engine.Interleaving;
public sealed class InstrumentedAssembly : IDisposable { public static InstrumentedAssembly Load(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> s)=>null!; public System.Reflection.Assembly Assembly=>null!; public void Dispose(){} }
public static class Explorer { public static ExplorationResult Explore<T>(InstrumentedAssembly twin, Func<T> create, IReadOnlyList<ThreadOperation<T>> threads, Action<T> afterAll, ExplorationOptions? o=null)=>null!; }
public static class InterleavingTable { public static string Render(ExplorationResult r, int a=12,int b=100)=>""; }
