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

/// <summary>What a program of the gallery may have: those of the operations run that it has itself, then the check.</summary>
public interface IExhibit
{
    void Left() { }

    void Middle() { }

    void Right() { }

    void Fourth() { }

    Task LeftAsync() => Task.CompletedTask;

    Task RightAsync() => Task.CompletedTask;

    /// <summary>Throws if the operations left something wrong behind.</summary>
    void Check() { }
}
