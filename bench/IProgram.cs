namespace Katas.Bench;

/// <summary>What the programs of <see cref="ExplorerTable"/> implement.</summary>
public interface IProgram
{
    /// <summary>An operation.</summary>
    void A();

    /// <summary>Another.</summary>
    void B();

    /// <summary>A third; most have none.</summary>
    void C() { }

    /// <summary>Throws when something is wrong after all operations.</summary>
    void Check();
}
