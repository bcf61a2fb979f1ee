namespace Katas.Engine.Simulation.Escapes;

/// <summary>A place of the code.</summary>
/// <param name="File">The source file; null when the symbols do not say.</param>
/// <param name="Line">From 1; 0 when the symbols do not say.</param>
internal readonly record struct CodePlace(string? File, int Line)
{
    public override string ToString() => File is null ? "a place without symbols" : $"{Path.GetFileName(File)}:{Line}";
}

/// <summary>A call that leads out of the simulator, or may.</summary>
/// <param name="Door">Through which door.</param>
/// <param name="Call">As it is written: <c>Task.Run</c>.</param>
/// <param name="Place">Where.</param>
/// <param name="Type">The full name of the class that holds the code; the generated one of a lambda.</param>
internal sealed record DoorUse(Door Door, string Call, CodePlace Place, string Type)
{
    /// <summary><c>at Node.cs:12, because it reads the real clock; use node.Time instead.</c></summary>
    public string Sentence => $"at {Place}, because of {Call}: {Door.Why}; use {Door.Instead} instead.";

    /// <summary>The class as it stands in the source.</summary>
    public string Outermost => Type.Split('+')[0];
}
