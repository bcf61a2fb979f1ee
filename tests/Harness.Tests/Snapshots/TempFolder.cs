using System.Text;

namespace Katas.Harness.Tests.Snapshots;

internal sealed class TempFolder : IDisposable
{
    private static readonly UTF8Encoding Unmarked = new(encoderShouldEmitUTF8Identifier: false);

    public string Root { get; } = Directory.CreateTempSubdirectory("katas-snapshots-").FullName;

    public IEnumerable<string> Names => Directory
        .EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path));

    public string At(string name) => Path.Combine(Root, name);

    public void Write(string name, string text, bool mark = true) =>
        File.WriteAllText(At(name), text, mark ? Encoding.UTF8 : Unmarked);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
