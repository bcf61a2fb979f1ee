namespace Katas.Engine.Mutation;

/// <summary>What became of a mutant. Only <see cref="Killed"/> says that a test noticed the fault.</summary>
public enum MutantFate
{
    /// <summary>A test failed: a promise broke.</summary>
    Killed,

    /// <summary>Every test passed.</summary>
    Survived,

    /// <summary>A test came to no end, waiting or busy, and no other test failed. Not a kill: slowness looks the same.</summary>
    TimedOut,

    /// <summary>It overflowed the stack, ended the process or could not be made, and no test failed.</summary>
    Crashed,

    /// <summary>It ran out of memory, and no test failed.</summary>
    OutOfMemory,

    /// <summary>A budget ended before a test could tell, and no other test failed.</summary>
    Undecided,

    /// <summary>It does not compile, so it is no mutant.</summary>
    DoesNotCompile,

    /// <summary>The compiler makes the same program of it: it is no fault, whatever the tests are.</summary>
    SameCode,
}

/// <summary>A mutant and what became of it.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="By">The test that decided: which failed, came to no end, crashed; empty where none did.</param>
/// <param name="CodeSum">A sum of its program; <see langword="null"/> where it does not compile.</param>
/// <param name="Text">What the test, or the compiler, said first; empty for a survivor.</param>
public sealed record MutantResult(Mutant Mutant, MutantFate Fate, string By, string? CodeSum, string Text)
{
    /// <summary>Another mutant, earlier in the list, that is the same program; it counts, this one does not.</summary>
    public string? SameAs { get; init; }
}
