using Katas.Analyzers.Tests.Own;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Katas.Analyzers.Tests.Robust;

/// <summary>Runs every rule over code of any kind, and every fix that is offered for what they report.</summary>
internal static class Robustness
{
    private const int MostFixesOfARule = 4;

    /// <summary>Asserts that no rule and no fix throws; gives what the rules reported.</summary>
    /// <param name="references">What the code stands on.</param>
    /// <param name="kind">A program, for top-level statements.</param>
    /// <param name="files">The code's files.</param>
    public static async Task<IReadOnlyList<Diagnostic>> HoldAsync(
        IEnumerable<MetadataReference> references, OutputKind kind, params string[] files)
    {
        using var workspace = new AdhocWorkspace();
        var project = Open(workspace, references, kind, files);
        var found = await AllRules.FindAsync((await project.GetCompilationAsync())!);
        foreach (var same in found.GroupBy(one => one.Id))
            foreach (var diagnostic in same.Take(MostFixesOfARule)) await FixAsync(project, diagnostic);
        return found;
    }

    private static Project Open(
        AdhocWorkspace workspace, IEnumerable<MetadataReference> references, OutputKind kind, string[] files)
    {
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, OwnProject.Friend, OwnProject.Friend, LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                kind, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true),
            parseOptions: OwnProject.Language, metadataReferences: references));
        for (var i = 0; i < files.Length; i++) project = project.AddDocument($"File{i}.cs", files[i]).Project;
        return project;
    }

    private static async Task FixAsync(Project project, Diagnostic diagnostic)
    {
        var document = project.GetDocument(diagnostic.Location.SourceTree)!;
        foreach (var fix in AllRules.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            var actions = new List<CodeAction>();
            var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default);
            await fix.RegisterCodeFixesAsync(context);
            foreach (var action in actions)
            {
                var changes = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
                _ = await changes.ChangedSolution.GetDocument(document.Id)!.GetTextAsync();
            }
        }
    }
}
