namespace Katas.Engine.Simulation.Exhaustive.Searching;

/// <summary>A handler does not keep the rules of the form. Thrown to the search, which asks how the cluster came there.</summary>
internal sealed class HandlerFault(ExhaustiveFinding finding, string property, string evidence, Exception? thrown = null)
    : Exception(evidence, thrown)
{
    public ExhaustiveFinding Finding => finding;

    public string Property => property;
}
