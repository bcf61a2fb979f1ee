namespace VerifyTests;

/// <summary>The text that tools parse: the files first, their contents after <c>FileContent:</c>.</summary>
internal static class FailureText
{
    public static string Of(SnapshotFiles files, List<string> others, string received, string? verified)
    {
        var (kind, equal) = (verified is null ? "New" : "NotEqual", received == verified);
        var pair = $"  - Received: {files.ReceivedName}\n    Verified: {files.VerifiedName}\n";
        var text = new StringBuilder($"Directory: {files.Folder}\n");
        if (!equal) text.Append($"{kind}:\n{pair}");
        if (others.Count > 0) text.Append($"Delete:\n{string.Concat(others.Select(name => $"  - {name}\n"))}");
        if (equal) return text.Append($"Equal:\n{pair}").ToString();

        text.Append($"\nFileContent:\n\n{kind}:\n\nReceived: {files.ReceivedName}\n{received}\n");
        if (verified is not null) text.Append($"Verified: {files.VerifiedName}\n{verified}\n");
        return text.Append('\n').ToString();
    }
}
