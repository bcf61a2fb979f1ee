using System.Collections.Concurrent;
using System.Globalization;
using NUnit.Framework;

namespace VerifyTests;

/// <summary>The files of one verification, named after the running test.</summary>
internal sealed record SnapshotFiles(string Folder, string Prefix, string Extension)
{
    private static readonly ConcurrentDictionary<string, bool> Claimed = new();

    public string ReceivedName => $"{Prefix}.received.{Extension}";
    public string VerifiedName => $"{Prefix}.verified.{Extension}";

    public static SnapshotFiles Claim(VerifySettings settings, string sourceFile, string extension)
    {
        var folder = Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? "");
        var prefix = settings.FileName ?? NameOf(TestContext.CurrentContext.Test, settings);
        // Two verifications of one name would overwrite each other's received file.
        if (!Claimed.TryAdd(Path.Combine(folder, prefix), true))
            throw new InvalidOperationException($"The prefix has already been used: {Path.Combine(folder, prefix)}.");
        return new SnapshotFiles(folder, prefix, extension);
    }

    public string At(string name) => Path.Combine(Folder, name);

    public List<string> Existing(string kind) => new[] { $"{Prefix}.{kind}.*", $"{Prefix}#*.{kind}.*" }
        .SelectMany(Directory.CreateDirectory(Folder).EnumerateFiles)
        .Select(file => file.Name)
        .ToList();

    private static string NameOf(TestContext.TestAdapter test, VerifySettings settings)
    {
        if (test is not { Type: { } type, MethodInfo: { } method })
            throw new InvalidOperationException("Verify can only be used from within a test method.");
        var typeName = type.DeclaringType is { } outer ? $"{outer.Name}.{type.Name}" : type.Name;
        var parameters = method.GetParameters().Zip(test.Arguments, (each, value) => $"_{each.Name}={Text(value)}");
        return $"{settings.TypeName ?? typeName}.{settings.MethodName ?? method.Name}{string.Concat(parameters)}";
    }

    private static string Text(object? argument) => argument switch
    {
        null => "null",
        IConvertible it and not DateTime => string.Concat(it.ToString(CultureInfo.InvariantCulture).Select(Allowed)),
        _ => throw new NotSupportedException($"The stand-in has no file name for a {argument.GetType()}."),
    };

    private static char Allowed(char c) => c < ' ' || "\"\\<>|:*?/".Contains(c) ? '-' : c;
}
