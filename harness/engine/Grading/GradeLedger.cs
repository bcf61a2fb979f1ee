using Katas.Engine.Reporting;

namespace Katas.Engine.Grading;

/// <summary>Keeps account of one grading across the hosts that it takes: every planned test ends with a verdict.</summary>
internal sealed class GradeLedger(GradeRequest request, Action<TestReport>? progress)
{
    private const int MostPrinted = 10_000;

    /// <summary>Each may take a new host, and twenty seconds of a processor.</summary>
    private const int MostBroken = 2;

    private readonly Dictionary<string, TestReport> _reports = [];
    private IReadOnlyList<PlannedTest> _planned = [];
    private Compiled? _compiled;
    private CannotGrade? _cannot;
    private string? _running;
    private string? _exiting;
    private string? _stray;
    private string _printed = "";
    private bool _done;
    private int _deathsBetweenTests;

    /// <summary>Whether there is nothing left to ask a host for.</summary>
    public bool IsComplete =>
        _done || _cannot is not null || _compiled is { Success: false } || HasStopped
        || (_planned.Count > 0 && _planned.All(test => _reports.ContainsKey(test.Name)));

    /// <summary>Whether the question was whether any test fails, and that is known.</summary>
    private bool HasStopped => request.StopAtFailure && (HasFailed || _reports.Values.Count(IsBroken) >= MostBroken);

    private bool HasFailed => _reports.Values.Any(test => test.Verdict == Verdict.Failed);

    /// <summary>Whether the subject left something behind in a host that lives on.</summary>
    public bool IsSpoilt { get; private set; }

    /// <summary>The request without the tests that have a verdict.</summary>
    public GradeRequest Remaining() => request with { Skip = [.. _reports.Keys] };

    /// <summary>Enters an event; <see langword="true"/> when it is the answer's last.</summary>
    public bool Enter(GradeEvent happened)
    {
        switch (happened)
        {
            case Compiled compiled:
                _compiled = compiled;
                return !compiled.Success;
            case Planned planned:
                _planned = planned.Tests;
                return false;
            case TestStarted started:
                _running = started.Name;
                return false;
            case TestFinished finished:
                _running = null;
                Add(finished);
                Print(finished.Printed);
                return false;
            case StrayThrown stray:
                IsSpoilt = true;
                // While a test runs, its own verdict tells of it.
                if (_running is null) _stray = stray.Text;
                return false;
            case Exiting exiting:
                _exiting = exiting.Text;
                return false;
            case CannotGrade cannot:
                _cannot = cannot;
                return true;
            case Done:
                _done = true;
                return true;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "no such event");
        }
    }

    /// <summary>Enters that the host died, by the hand of the test that was running.</summary>
    public void EnterDeath((Breakage Breakage, string Text) cause)
    {
        var (name, why) = (_running, _exiting ?? cause.Text);
        var breakage = _exiting is null ? cause.Breakage : Breakage.Ended;
        (_running, _exiting) = (null, null);
        if (name is not null)
        {
            var text = FailureText.Died(request.Kata, request.Subject, name, why);
            Add(new TestFinished(name, Verdict.Broken, text, "", "") { Breakage = breakage });
            return;
        }

        // Between tests a host ends itself once after a hang. Twice without any progress is our own failure.
        var progressed = _reports.Count > _deathsBetweenTests;
        _deathsBetweenTests = _reports.Count;
        if (!progressed) _cannot = new CannotGrade(Fault.Harness, $"The grading host died before any test: {why}");
    }

    /// <summary>Keeps what the subject printed.</summary>
    public void Print(string text)
    {
        if (_printed.Length < MostPrinted) _printed += text;
    }

    /// <summary>The account.</summary>
    public GradeReport Report()
    {
        var tests = _planned.Where(test => _reports.ContainsKey(test.Name)).Select(test => _reports[test.Name]).ToList();
        var explanation = _cannot?.Text ?? _stray ?? "";
        return new(
            request.Kata, request.Subject, Worst(tests), tests,
            _compiled?.Diagnostics ?? [], _compiled?.Analysis ?? [], explanation, _printed.TrimEnd())
        {
            Fault = _cannot?.Fault, CodeSum = _compiled?.CodeSum,
        };
    }

    private Verdict Worst(List<TestReport> tests)
    {
        if (_compiled is { Success: false }) return Verdict.DoesNotCompile;
        if (_cannot is not null || _stray is not null) return Verdict.Broken;
        if (request.StopAtFailure && HasFailed) return Verdict.Failed;
        // A run in which a planned test has no verdict must never look passed.
        if (tests.Count == 0 || tests.Count < _planned.Count) return Verdict.Broken;
        return tests.Max(test => test.Verdict);
    }

    private static bool IsBroken(TestReport test) => test.Verdict == Verdict.Broken;

    private void Add(TestFinished test)
    {
        // To do is worded by the spec, and NUnit knows it as inconclusive.
        var isToDo = test.Verdict == Verdict.Inconclusive && test.Text.StartsWith("To do", StringComparison.Ordinal);
        var stage = _planned.FirstOrDefault(planned => planned.Name == test.Name)?.Stage ?? 0;
        var report = new TestReport(test.Name, stage, isToDo ? Verdict.ToDo : test.Verdict, test.Text, test.Statistics)
        {
            Replay = test.Replay, Page = test.Page, Survival = test.Survival, Breakage = test.Breakage,
        };
        _reports[test.Name] = report;
        progress?.Invoke(report);
    }
}
