namespace Katas.Engine.Consistency;

/// <summary>Which of the three causal conditions of Bouajjani, Enea, Guerraoui and Hamza, POPL 2017, is meant.</summary>
public enum CausalModel
{
    /// <summary>CC: each operation agrees with some order of what it causally depends on, another order for each.</summary>
    Causal,

    /// <summary>CM: each client has one such order for all its reads. Ahamad et al., "Causal memory", 1995.</summary>
    CausalMemory,

    /// <summary>CCv: all clients have the same order, as in stores that settle conflicts by a last writer.</summary>
    CausalConvergence,
}
