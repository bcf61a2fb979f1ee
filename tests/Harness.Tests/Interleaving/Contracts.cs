namespace Katas.Harness.Tests.Interleaving;

/// <summary>What the sample programs implement; two operations and a figure cover most of them.</summary>
public interface ICounter
{
    int Value { get; }

    void Increment();
}

public interface ITwoSides
{
    void Left();

    void Right();
}

public interface IBattery
{
    string Run();
}

public interface IThreeSides : ITwoSides
{
    void Third();
}
