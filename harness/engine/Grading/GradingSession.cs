using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Katas.Engine.Reporting;
using Katas.Engine.Simulation;
using Katas.Engine.Mutation;
using Katas.Engine.Specs;
using Katas.Engine.Subjects;
using Microsoft.CodeAnalysis.Diagnostics;
using NUnit.Framework.Interfaces;

namespace Katas.Engine.Grading;

/// <summary>The pipeline, inside the host: sources, compile, analyze, load, spec, verdicts.</summary>
/// <remarks>
/// One request at a time, in two steps: what comes before the tests, and the tests, begun on a thread that the caller chooses.
/// The compiler is kept between requests, which is what makes a second one fast.
/// </remarks>
public sealed class GradingSession
{
    private readonly Assembly _specs;
    private readonly Action<GradeEvent> _tell;
    private readonly Lazy<SubjectCompiler> _learners;
    private readonly Lazy<SubjectCompiler> _ours;
    private readonly Lazy<OwnTests> _own;
    private volatile bool _running;

    /// <param name="specs">The assembly of the specs.</param>
    /// <param name="analyzers">The analyzers' assembly file, or <see langword="null"/> for none.</param>
    /// <param name="tell">Takes each event as it happens, on whichever thread it happens.</param>
    public GradingSession(Assembly specs, string? analyzers, Action<GradeEvent> tell)
    {
        (_specs, _tell) = (specs, tell);
        var rules = new Lazy<ImmutableArray<DiagnosticAnalyzer>>(() => AnalyzerLoader.Load(analyzers));
        _learners = new(() => new SubjectCompiler(ReferenceSet.ForLearners(specs), rules.Value));
        _ours = new(() => new SubjectCompiler(ReferenceSet.ForReference(specs), rules.Value));
        _own = new(() => new OwnTests(new SubjectCompiler(ReferenceSet.ForTests(specs), [])));
        GradedTest.PrintsStatistics = false; // they have a place of their own in the report
        StrayExceptions.Install();
        StrayExceptions.Thrown += stray => _tell(new StrayThrown(
            $"A thread that it started threw {stray.GetType().Name}: {stray.Message}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => TellExit();
    }

    /// <summary>Compiles and analyzes something small, so that the first request finds everything loaded.</summary>
    public Task WarmUpAsync() => _learners.Value.CompileAsync("warm-up", [new SourceFile("WarmUp.cs", "class WarmUp { }")]);

    /// <summary>Answers a request, but for the tests; whatever goes wrong is told as an event.</summary>
    /// <returns>The tests to run; <see langword="null"/> where there are none.</returns>
    public async Task<GradingJob?> PrepareAsync(Catalogue catalogue, HostRequest request)
    {
        try
        {
            var (kata, name) = (catalogue.Get(request.Kata), SubjectName.Parse(request.Subject));
            if (request is GradeRequest grade) return await CompileAsync(kata, name, grade);
            await FindMutantsAsync(kata, name);
        }
        catch (Exception e)
        {
            _tell(Failure(e));
        }

        return null;
    }

    /// <summary>Runs the tests, begun on this thread; whatever goes wrong is told as an event.</summary>
    public void Run(GradingJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var context = new SubjectContext();
        try
        {
            var assembly = context.Load(job.Image);
            var subject = Subject.Compiled(
                job.Kata, job.Name, assembly, job.Image, ContractOf(job.Spec), job.Request.GradeStarter);
            Run(new SpecSuite(job.Spec, subject), job.Kata, job.Request);
        }
        catch (Exception e)
        {
            _tell(Failure(e));
        }
        finally
        {
            _running = false;
            context.Unload();
        }
    }

    private static CannotGrade Failure(Exception thrown) => thrown switch
    {
        SubjectBrokenException => new(Fault.Subject, thrown.Message),
        UnknownKataException or UnknownSubjectException or FormatException or PatchException =>
            new(Fault.Request, thrown.Message),
        SdkMissingException => new(Fault.Harness, thrown.Message),
        _ => new(Fault.Harness, thrown.ToString()),
    };

    private async Task FindMutantsAsync(Kata kata, SubjectName name)
    {
        var sources = SubjectSources.Of(kata, name);
        var compiled = await CompilerOf(name).CompileAsync(AssemblyOf(kata), sources, CompileFor.Mutation);
        if (compiled.CodeSum is not { } sum)
        {
            _tell(new Compiled(false, compiled.Diagnostics, []));
            return;
        }

        var files = sources.Select(source => source.Path).ToHashSet();
        var compilation = CompilerOf(name).Bind(AssemblyOf(kata), sources, CompileFor.Mutation);
        _tell(new MutantsFound(MutantFinder.Find(compilation, kata.Root, files), sum));
    }

    private static string AssemblyOf(Kata kata) => $"{kata.Name}.Subject";

    private SubjectCompiler CompilerOf(SubjectName name) =>
        name.Kind is SubjectKind.Solution or SubjectKind.Starter ? _learners.Value : _ours.Value;

    private async Task<GradingJob?> CompileAsync(Kata kata, SubjectName name, GradeRequest request)
    {
        if (SpecOf(kata, request) is not { } spec) return null;
        var sources = SubjectSources.Of(kata, name);
        if (request.Edit is { } edit) sources = edit.Apply(kata.Root, sources);
        var purpose = request.Edit is null ? CompileFor.Grading : CompileFor.Mutation;
        var compiled = await CompilerOf(name).CompileAsync(AssemblyOf(kata), sources, purpose);
        _tell(new Compiled(compiled.Image is not null, compiled.Diagnostics, compiled.Analysis) { CodeSum = compiled.CodeSum });
        if (compiled.Image is null) return null;
        if (compiled.CodeSum is { } sum && sum == request.Unless)
        {
            _tell(new Done());
            return null;
        }

        if (name.Kind == SubjectKind.Solution && ReachGuard.Find(compiled.Image) is { } door)
            throw new SubjectBrokenException(
                $"It uses {door}. Reflection could reach the grader, so a solution must do without; no kata needs it.");
        return new(kata, name, request, spec, compiled.Image);
    }

    private void Run(SpecSuite suite, Kata kata, GradeRequest request)
    {
        if (request.Seed is { } seed && !SpecSeed.IsValid(seed))
            throw new FormatException($"\"{seed}\" is no seed. A seed is a hexadecimal number, as a failure prints it: 2a.");
        if (request.Replay is { } replay) ReplayName.Parse(replay).RequireWhole();
        var planned = suite.Tests.Where(test => Wanted(test, request)).ToList();
        if (planned.Count == 0) throw new FormatException(NothingToRun(kata, request, suite.Tests));
        _tell(new Planned(planned));
        Environment.SetEnvironmentVariable(SpecSeed.Variable, request.Seed);
        Environment.SetEnvironmentVariable(ReplayName.Variable, request.Replay);
        Environment.SetEnvironmentVariable(SurvivalMatrix.Variable, request.Survival ? "1" : null);
        _running = true;
        RunTests(suite, [.. planned.Select(test => test.Name).Except(request.Skip)], request);
        _running = false;
        _tell(new Done());
    }

    /// <summary>The tests; <see langword="null"/>: a learner's own do not compile, and that has been told.</summary>
    private Type? SpecOf(Kata kata, GradeRequest request)
    {
        if (request.OwnTests is not { } file)
            return _specs.GetType(kata.SpecName) ?? throw new UnknownKataException($"{kata.Id} (no {kata.SpecName})", []);
        var (fixture, compiled) = _own.Value.Load(kata, file);
        if (fixture is null) _tell(new Compiled(false, compiled.Diagnostics, []));
        return fixture;
    }

    private void RunTests(SpecSuite suite, IReadOnlyList<string> tests, GradeRequest request)
    {
        var listener = new Listener(_tell);
        if (!request.StopAtFailure)
        {
            suite.Run(tests.ToHashSet(), listener);
            return;
        }

        foreach (var test in request.First.Intersect(tests).Union(tests))
        {
            suite.Run(new HashSet<string> { test }, listener);
            if (listener.Failed > 0 || listener.Broken > 1) break;
        }
    }

    private static bool Wanted(PlannedTest test, GradeRequest request) =>
        (request.Stage is not { } stage || test.Stage == stage)
        && (request.Replay is not { } replay || test.Name == ReplayName.Parse(replay).Test)
        && (request.Test is not { } text || test.Name.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static string NothingToRun(Kata kata, GradeRequest request, IReadOnlyList<PlannedTest> all) =>
        request.Replay is { } replay ? NoSuchTest(kata, ReplayName.Parse(replay).Test, all)
        : request.Test is { } text
            ? $"{kata.Id} has no test \"{text}\"{(request.Stage is { } s ? $" in stage {s}" : "")}. It has: " +
                $"{string.Join(", ", all.Select(test => test.Name))}."
            : $"{kata.Id} has no stage {request.Stage}. It has stages 1 to {kata.Facts.Stages.Count}.";

    private static string NoSuchTest(Kata kata, string test, IReadOnlyList<PlannedTest> all)
    {
        var near = NearestNames.To(test, all.Select(planned => planned.Name));
        var names = near.Count > 0 ? near : all.Select(planned => planned.Name);
        return $"{kata.Id} has no test \"{test}\". {(near.Count > 0 ? "Did you mean" : "It has")}: {string.Join(", ", names)}.";
    }

    private static Type ContractOf(Type spec)
    {
        for (var type = spec; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KataSpec<>))
                return type.GetGenericArguments()[0];
        throw new InvalidOperationException($"{spec.FullName} does not derive from KataSpec<TContract>.");
    }

    /// <summary>The runtime gives no stack here: the open call shows where the subject was.</summary>
    private void TellExit()
    {
        if (_running) _tell(new Exiting(FailureText.Exited(GradedTest.Current)));
    }

    /// <summary>Tells what NUnit reports; ends the process after a test that left something running for ever.</summary>
    private sealed class Listener(Action<GradeEvent> tell) : ITestListener
    {
        public int Failed { get; private set; }

        public int Broken { get; private set; }

        void ITestListener.TestStarted(ITest test)
        {
            if (!test.IsSuite) tell(new TestStarted(test.Name));
        }

        void ITestListener.TestFinished(ITestResult result)
        {
            if (result.Test.IsSuite) return;
            var verdict = result.ResultState.ToVerdict();
            if (verdict == Verdict.Failed) Failed++;
            if (verdict == Verdict.Broken) Broken++;
            tell(new TestFinished(
                result.Test.Name, verdict, result.Message ?? "", GradedTest.LastStatistics, result.Output)
            {
                Replay = GradedTest.LastReplay, Page = GradedTest.LastPage, Survival = GradedTest.LastSurvival,
                Breakage = GradedTest.LastBreakage,
            });
            // A thread that never ends, or a heap that is full, would spoil the tests that follow.
            if (GradedTest.ProcessIsSpoilt) Process.GetCurrentProcess().Kill();
        }

        void ITestListener.TestOutput(TestOutput output)
        {
        }

        void ITestListener.SendMessage(TestMessage message)
        {
        }
    }
}
