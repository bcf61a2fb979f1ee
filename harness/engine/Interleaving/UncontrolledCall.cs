namespace Katas.Engine.Interleaving;

/// <summary>A call site that blocks, starts work or awaits it where the explorer cannot see or steer it.</summary>
/// <param name="Method">The method called, as <c>Type.Name</c>.</param>
/// <param name="File">The source file of the call, or null when the symbols do not say.</param>
/// <param name="Line">The 1-based source line of the call, or 0 when the symbols do not say.</param>
/// <remarks>
/// "All interleavings were explored" may be said only of an assembly without such calls: what they start runs on
/// threads of its own, at times of its own.
/// </remarks>
public sealed record UncontrolledCall(string Method, string? File, int Line);
