using System.Text.Json;
using Katas.Engine.Grading;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Cli.Reports;

/// <summary>Prints a grading for a program.</summary>
internal static class ReportJson
{
    /// <summary>One document for a report.</summary>
    public static void Write(
        TextWriter output, string root, GradeRequest request, GradeReport report, int? exitCode = null) =>
        Write(output, new ReportDocument
        {
            ExitCode = exitCode ?? report.ExitCode,
            Kata = report.Kata,
            Subject = report.Subject,
            Stage = request.Stage,
            Test = request.Test,
            Seed = request.Seed,
            Replay = request.Replay,
            Verdict = Name(report.Verdict),
            Passed = report.Tests.Count(test => test.Verdict == Verdict.Passed),
            Total = report.Tests.Count,
            Tests =
            [
                .. report.Tests.Select(test =>
                    new TestDocument(test.Name, test.Stage, Name(test.Verdict), test.Text, test.Statistics)
                    {
                        Replay = test.Replay,
                        Survival = test.Survival?.Text,
                        Survives = test.Survival?.Survives,
                        Page = test.Page is null ? null : Relative(root, test.Page),
                    }),
            ],
            Diagnostics = Findings(root, report.Diagnostics),
            Analysis = Findings(root, report.Analysis),
            Explanation = report.Explanation,
            Printed = report.Printed,
        });

    /// <summary>One document for a request that could not be met.</summary>
    public static void WriteError(TextWriter output, string why) =>
        Write(output, new ReportDocument { ExitCode = ExitCode.CannotDo, Error = why });

    private static void Write(TextWriter output, ReportDocument document) =>
        output.Write(JsonSerializer.Serialize(document, ReportDocumentJson.Default.ReportDocument) + "\n");

    private static FindingDocument[] Findings(string root, IEnumerable<Finding> findings) =>
    [
        .. findings.Select(found => new FindingDocument(
            found.Id,
            found.Severity,
            found.File.Length == 0 ? "" : Relative(root, found.File),
            found.Line,
            found.Column,
            found.Message)),
    ];

    private static string Relative(string root, string file) => Path.GetRelativePath(root, file).Replace('\\', '/');

    private static string Name(Verdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());
}
