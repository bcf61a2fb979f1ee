using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Katas.Analyzers.Tests;

/// <summary>Applies a code fix to marked source and compares the text.</summary>
internal static class Fixed
{
    /// <summary>
    /// Asserts that fixing one report after another gives the expected text, that fixing all of them at once does too, that the
    /// text compiles, and that the rule has nothing left to report in it.
    /// </summary>
    public static async Task AssertAsync<TAnalyzer, TFix>(string code, string expected, string rule)
        where TAnalyzer : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, code);
        var single = document;
        for (var round = 0; round < 20 && await FirstAsync<TAnalyzer>(single, rule) is { } diagnostic; round++)
            single = await ApplyAsync<TFix>(single, diagnostic);
        Assert.That((await single.GetTextAsync()).ToString(), Is.EqualTo(expected), "one after another");

        var all = await ApplyAllAsync<TAnalyzer, TFix>(document, rule);
        Assert.That((await all.GetTextAsync()).ToString(), Is.EqualTo(expected), "all at once");
        var left = await Analyzed.FindAsync<TAnalyzer>(Analyzed.Compile(expected), rule);
        Assert.That(left, Is.Empty, "nothing is left to report");
    }

    /// <summary>Asserts that a report comes and that no fix is offered for it.</summary>
    public static async Task AssertNoneAsync<TAnalyzer, TFix>(string code, string rule)
        where TAnalyzer : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new()
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, code);
        var diagnostic = await FirstAsync<TAnalyzer>(document, rule);
        Assert.That(diagnostic, Is.Not.Null, "the rule reports");
        Assert.That(await ActionsAsync<TFix>(document, diagnostic!), Is.Empty);
    }

    private static Document Open(AdhocWorkspace workspace, string code)
    {
        var sample = Analyzed.Compile(code);
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "sample", "sample", LanguageNames.CSharp,
            compilationOptions: sample.Options, metadataReferences: Analyzed.Framework));
        foreach (var tree in sample.SyntaxTrees.Skip(1)) project = project.AddDocument("Usings.cs", tree.GetText()).Project;
        return project.AddDocument("Sample.cs", code);
    }

    private static async Task<Diagnostic?> FirstAsync<TAnalyzer>(Document document, string rule)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var compilation = await document.Project.GetCompilationAsync();
        return await Analyzed.FindAsync<TAnalyzer>(compilation!, rule) is [var first, ..] ? first : null;
    }

    private static async Task<ImmutableArray<CodeAction>> ActionsAsync<TFix>(Document document, Diagnostic diagnostic)
        where TFix : CodeFixProvider, new()
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default);
        await new TFix().RegisterCodeFixesAsync(context);
        return actions.ToImmutable();
    }

    private static async Task<Document> ApplyAsync<TFix>(Document document, Diagnostic diagnostic)
        where TFix : CodeFixProvider, new()
    {
        var actions = await ActionsAsync<TFix>(document, diagnostic);
        Assert.That(actions, Is.Not.Empty, $"a fix for {diagnostic}");
        return await ChangedAsync(document, actions[0]);
    }

    private static async Task<Document> ApplyAllAsync<TAnalyzer, TFix>(Document document, string rule)
        where TAnalyzer : DiagnosticAnalyzer, new() where TFix : CodeFixProvider, new()
    {
        for (var round = 0; round < 5; round++)
        {
            var found = await Analyzed.FindAsync<TAnalyzer>((await document.Project.GetCompilationAsync())!, rule);
            if (found.Count == 0) return document;
            var key = (await ActionsAsync<TFix>(document, found[0]))[0].EquivalenceKey;
            var context = new FixAllContext(
                document, new TFix(), FixAllScope.Document, key!, [rule], new Known(found), default);
            var action = await new TFix().GetFixAllProvider()!.GetFixAsync(context);
            document = await ChangedAsync(document, action!);
        }

        return document;
    }

    private static async Task<Document> ChangedAsync(Document document, CodeAction action)
    {
        var operation = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
        return operation.ChangedSolution.GetDocument(document.Id)!;
    }

    /// <summary>What the analyzer found, for whoever fixes all of it.</summary>
    private sealed class Known(IReadOnlyList<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return found.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(
            Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(
            Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
