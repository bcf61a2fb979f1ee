using VerifyTests;

namespace VerifyNUnit;

/// <summary>Compares a text with the verified file of the running test, once the result is awaited.</summary>
public static class Verifier
{
    [Pure]
    public static SettingsTask Verify(
        string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        new(settings, current => Snapshot.CompareAsync(() => Plain(target, current), "txt", current, sourceFile));

    [Pure]
    public static SettingsTask Verify(
        string? target, string extension, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        new(settings, current =>
            Snapshot.CompareAsync(() => Scrubbing.Apply(target ?? "null", current), extension, current, sourceFile));

    // The library prints null as JSON, past the scrubbers, and takes an empty text for a mistake in a .txt only.
    private static string Plain(string? target, VerifySettings settings) => target is null
        ? "null"
        : Scrubbing.Apply(target.TrimStart('\uFEFF') is { Length: > 0 } text ? text : "emptyString", settings);
}
