using System.Text.Json;
using System.Text.Json.Serialization;
using Katas.Engine.Mutation;
using Katas.Engine.Reporting;
using Katas.Engine.Subjects;

namespace Katas.Engine.Grading;

/// <summary>What the host is asked for. One JSON line.</summary>
/// <param name="Kata">The kata's id.</param>
/// <param name="Subject">The subject, as <see cref="SubjectName"/> writes it.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(GradeRequest), "grade")]
[JsonDerivedType(typeof(MutantRequest), "mutants")]
public abstract record HostRequest(string Kata, string Subject);

/// <summary>Which mutants our own operators make of a subject. The answer is <see cref="MutantsFound"/>.</summary>
public sealed record MutantRequest(string Kata, string Subject = "solution") : HostRequest(Kata, Subject);

/// <summary>What to grade.</summary>
public sealed record GradeRequest(string Kata, string Subject = "solution") : HostRequest(Kata, Subject)
{
    /// <summary>Only this stage; <see langword="null"/>: all.</summary>
    public int? Stage { get; init; }

    /// <summary>Only tests whose name contains this; <see langword="null"/>: all.</summary>
    public string? Test { get; init; }

    /// <summary>The one seed for seeded tests, in hexadecimal; <see langword="null"/>: the spec's own.</summary>
    public string? Seed { get; init; }

    /// <summary>
    /// The one schedule or simulated run, as <see cref="ReplayName"/> writes it; only its test is graded then. <see
    /// langword="null"/>:
    /// whatever the tests explore.
    /// </summary>
    public string? Replay { get; init; }

    /// <summary>
    /// Ask the tests that simulate a cluster which kinds of fault it survives, instead of a verdict.
    /// </summary>
    public bool Survival { get; init; }

    /// <summary>Grade an untouched starter that is a bug to mend, instead of calling it <i>to do</i>.</summary>
    public bool GradeStarter { get; init; }

    /// <summary>One change of the subject's sources: a mutant is graded. Nothing is analyzed then.</summary>
    public SourceEdit? Edit { get; init; }

    /// <summary>Run nothing if the program's sum is this one: it is the original.</summary>
    public string? Unless { get; init; }

    /// <summary>
    /// Stop at the first test that fails, or at the second that breaks: what is asked is whether any test fails.
    /// </summary>
    public bool StopAtFailure { get; init; }

    /// <summary>The tests to run before the others, in this order; names of other tests are passed over.</summary>
    public IReadOnlyList<string> First { get; init; } = [];

    /// <summary>
    /// The file of a learner's own tests, which are run instead of the spec's; <see langword="null"/>: the spec.
    /// </summary>
    public string? OwnTests { get; init; }

    /// <summary>Tests that were graded already, in a host that died since.</summary>
    public IReadOnlyList<string> Skip { get; init; } = [];
}

/// <summary>What the host tells while it grades. One JSON line each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Compiled), "compiled")]
[JsonDerivedType(typeof(Planned), "planned")]
[JsonDerivedType(typeof(TestStarted), "started")]
[JsonDerivedType(typeof(TestFinished), "finished")]
[JsonDerivedType(typeof(StrayThrown), "stray")]
[JsonDerivedType(typeof(Exiting), "exiting")]
[JsonDerivedType(typeof(CannotGrade), "cannot")]
[JsonDerivedType(typeof(MutantsFound), "mutants")]
[JsonDerivedType(typeof(Done), "done")]
public abstract record GradeEvent;

/// <summary>The compiler has finished.</summary>
public sealed record Compiled(bool Success, IReadOnlyList<Finding> Diagnostics, IReadOnlyList<Finding> Analysis) : GradeEvent
{
    /// <summary>
    /// A sum of the optimized code, where a mutant is graded: two subjects with the same sum are the same program.
    /// </summary>
    public string? CodeSum { get; init; }
}

/// <summary>The answer to a <see cref="MutantRequest"/>.</summary>
public sealed record MutantsFound(IReadOnlyList<Mutant> Mutants, string CodeSum) : GradeEvent;

/// <summary>The tests that will run. It is known before any code of the subject runs, so that none can go missing.</summary>
public sealed record Planned(IReadOnlyList<PlannedTest> Tests) : GradeEvent;

/// <summary>A test and its stage.</summary>
public sealed record PlannedTest(string Name, int Stage);

/// <summary>A test begins.</summary>
public sealed record TestStarted(string Name) : GradeEvent;

/// <summary>A test has ended.</summary>
/// <param name="Name">The test.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="Text">Why.</param>
/// <param name="Statistics">What it says of itself.</param>
/// <param name="Printed">What the subject wrote to the console meanwhile.</param>
public sealed record TestFinished(string Name, Verdict Verdict, string Text, string Statistics, string Printed) : GradeEvent
{
    /// <summary>
    /// The schedule or run that failed, as <see cref="ReplayName"/> writes it; <see langword="null"/> for none.
    /// </summary>
    public string? Replay { get; init; }

    /// <summary>In which way it is broken; <see langword="null"/> for every other verdict.</summary>
    public Breakage? Breakage { get; init; }

    /// <summary>What its clusters survive, where that was asked; <see langword="null"/> for none.</summary>
    public SurvivalReport? Survival { get; init; }

    /// <summary>The file of the page that shows it; <see langword="null"/> for none.</summary>
    public string? Page { get; init; }
}

/// <summary>What the clusters of a test survive.</summary>
/// <param name="Text">The matrix of each, as a person reads it.</param>
/// <param name="Survives">Whether each survives every kind of fault.</param>
public sealed record SurvivalReport(string Text, bool Survives);

/// <summary>A thread of the subject threw when no test was running.</summary>
public sealed record StrayThrown(string Text) : GradeEvent;

/// <summary>The subject ends the process.</summary>
public sealed record Exiting(string Text) : GradeEvent;

/// <summary>The request could not be graded; <paramref name="Fault"/> says by whose fault.</summary>
public sealed record CannotGrade(Fault Fault, string Text) : GradeEvent;

/// <summary>Every planned test that was not skipped has been run.</summary>
public sealed record Done : GradeEvent;

/// <summary>Why a request could not be graded.</summary>
public enum Fault
{
    /// <summary>The subject: its file is gone, its class is not there.</summary>
    Subject,

    /// <summary>The request: no such kata, subject, stage or test.</summary>
    Request,

    /// <summary>Ourselves, or the machine.</summary>
    Harness,
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HostRequest))]
[JsonSerializable(typeof(GradeEvent))]
internal sealed partial class ProtocolJson : JsonSerializerContext;

/// <summary>Writes and reads the lines.</summary>
public static class Protocol
{
    /// <summary>What the host prints after each request, so that nobody has to guess whether all print has arrived.</summary>
    internal const string EndOfPrintMark = "\u0004";

    /// <summary>The line of <c>EndOfPrintMark</c>, as bytes.</summary>
    public static ReadOnlySpan<byte> EndOfPrint => "\u0004\n"u8;

    /// <summary>A request as a line.</summary>
    public static string Write(HostRequest request) => JsonSerializer.Serialize(request, ProtocolJson.Default.HostRequest);

    /// <summary>An event as a line.</summary>
    public static string Write(GradeEvent happened) => JsonSerializer.Serialize(happened, ProtocolJson.Default.GradeEvent);

    /// <summary>A line as a request.</summary>
    public static HostRequest? ReadRequest(string line) => JsonSerializer.Deserialize(line, ProtocolJson.Default.HostRequest);

    /// <summary>A line as an event.</summary>
    public static GradeEvent? ReadEvent(string line) => JsonSerializer.Deserialize(line, ProtocolJson.Default.GradeEvent);
}
