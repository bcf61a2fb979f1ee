using System.Globalization;
using System.Text.Json;
using Katas.Engine.Histories;
using Katas.Engine.Linearizability.Counterexamples;

namespace Katas.Cli.Judging;

/// <summary>Prints verdicts for a program.</summary>
internal static class JudgeJson
{
    /// <summary>Longer orders are given only to those who ask.</summary>
    private const int SmallWitness = 100;

    /// <summary>One document for all files.</summary>
    public static void Write(
        TextWriter output, JudgeRequest request, IReadOnlyList<FileVerdict> verdicts, int exitCode)
    {
        var files = verdicts.Select(verdict => Of(verdict, request.Witness)).ToList();
        var document = new JudgeDocument(request.ModelName, files, exitCode) { Key = request.Key };
        output.Write(JsonSerializer.Serialize(document, JudgeDocumentJson.Default.JudgeDocument) + "\n");
    }

    private static JudgedFileDocument Of(FileVerdict verdict, bool witness)
    {
        if (verdict.Result is not { } result) return new JudgedFileDocument(verdict.File) { Error = verdict.Error };
        var cost = result.Cost;
        return new JudgedFileDocument(verdict.File)
        {
            Verdict = JsonNamingPolicy.CamelCase.ConvertName($"{result.Verdict}"),
            Reason = result.Reason.Length > 0 ? result.Reason : null,
            Counterexample = result.Counterexample is { } core ? Of(core) : null,
            Witness = result.Witnesses.Count > 0 && (witness || cost.Operations <= SmallWitness)
                ? [.. result.Witnesses.Select(each => new WitnessDocument(Text(each.Key), [.. each.Order.Select(Of)]))]
                : null,
            Cost = new CostDocument(
                cost.Operations, cost.Keys, cost.Steps, cost.Configurations, cost.PeakBytes, cost.DecidedBy,
                verdict.Elapsed.TotalMilliseconds),
        };
    }

    private static CounterexampleDocument Of(Counterexample core) => new(
        Text(core.Key),
        core.Reason,
        [.. core.Operations.Select(each => new CoreOperationDocument(Of(each.Operation), each.Relaxed))],
        Of(core.Impossible),
        core.LegalThere,
        [.. core.Order.Select(placed => new PlacedDocument(Of(placed.Operation), placed.StateAfter))],
        core.IsMinimal,
        core.From);

    private static OperationDocument Of(Operation operation) => new(
        operation.Index,
        operation.Line == 0 ? null : operation.Line,
        operation.Client,
        $"{operation}",
        operation.Invoked,
        operation.Ending == Ending.Open ? null : operation.Returned);

    private static string? Text(object? key) => key is null ? null : Convert.ToString(key, CultureInfo.InvariantCulture);
}
