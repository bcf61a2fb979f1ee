using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Counterexamples;

/// <summary>Finds a small part of a history that is impossible by itself.</summary>
internal sealed class CoreFinder(
    SequentialModel model, History history, Partition partition, CheckOptions options, CancellationToken cancel)
{
    public Counterexample Find() => throw new NotImplementedException($"{model}{history}{partition}{options}{cancel}");
}
