namespace VerifyTests;

/// <summary>Compares a text with a verified file, and leaves a received file where they differ.</summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding Utf8WithMark = new(true, throwOnInvalidBytes: true);

    public static async Task<VerifyResult> CompareAsync(
        Func<string> render, string extension, VerifySettings settings, string sourceFile)
    {
        var files = SnapshotFiles.Claim(settings, sourceFile, extension);
        files.Existing("received").ForEach(stale => File.Delete(files.At(stale)));
        var others = files.Existing("verified").Where(name => name != files.VerifiedName).Order().ToList();

        var (received, path) = (render(), files.At(files.VerifiedName));
        // An empty file is what an IDE or a diff tool leaves behind; the library takes it for none.
        if (new FileInfo(path) is { Exists: true, Length: 0 }) File.Delete(path);
        var verified = File.Exists(path) ? await File.ReadAllTextAsync(path, Utf8WithMark) : null;

        if (received != verified) await File.WriteAllTextAsync(files.At(files.ReceivedName), received, Utf8WithMark);
        if (verified?.Contains('\r') == true) throw new VerifiedLineEndingException(path, extension);
        if (received != verified || others.Count > 0)
            throw new VerifyException(FailureText.Of(files, others, received, verified));
        return new VerifyResult(verified);
    }
}
