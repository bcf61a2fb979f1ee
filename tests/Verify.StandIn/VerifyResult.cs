namespace VerifyTests;

/// <summary>A verification that passed, with the text of its verified file.</summary>
public sealed record VerifyResult(string Text);
