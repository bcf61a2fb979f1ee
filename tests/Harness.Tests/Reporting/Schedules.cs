using Katas.Engine.Interleaving;
using Katas.Engine.Specs;

namespace Katas.Harness.Tests.Reporting;

/// <summary>Explorations written by hand, one for each kind of mistake that the explorer can name.</summary>
internal static class Schedules
{
    public const string Replay = "ab2a-k3f-9q0x7";

    public static ExplorationResult LostUpdate => Broken(
        Finding.LostUpdate, "no deposit is lost", "Balance should be 2, and is 1.", ["Deposit(1)", "Deposit(1)"],
        [
            Step(0, "read  _balance -> 0", 31, "0"), Step(1, "read  _balance -> 0", 31, "0"),
            Step(1, "write _balance <- 1", 31, "1"), Step(0, "write _balance <- 1", 31, "1"),
        ]) with { OriginalSteps = 214, FailingSchedule = 3 };

    public static ExplorationResult CheckThenAct => Broken(
        Finding.CheckThenAct, "one place lets one person in", "TryEnter() should be true for 1, and is for 2.",
        ["TryEnter()", "TryEnter()"],
        [
            Step(0, "read  _inside -> 0", 12, "0"), Step(1, "read  _inside -> 0", 12, "0"), Step(1, "lock _gate", 13),
            Step(1, "write _inside <- 1", 13, "1"), Step(1, "unlock _gate", 13), Step(0, "lock _gate", 13),
            Step(0, "read  _inside -> 1", 13, "1"), Step(0, "write _inside <- 2", 13, "2"),
        ]);

    public static ExplorationResult AsyncRace => Broken(
        Finding.AsyncRace, "no money is lost", "Balance should be 2, and is 1.", ["AddAsync(1)", "AddAsync(1)"],
        [
            Step(0, "read  _balance -> 0", 20, "0"), Step(0, "awaits _log.WriteAsync", 21),
            Step(1, "read  _balance -> 0", 20, "0"), Step(1, "awaits _log.WriteAsync", 21),
            Step(0, "write _balance <- 1", 22, "1"), Step(1, "write _balance <- 1", 22, "1"),
        ]);

    public static ExplorationResult Semaphore => Broken(
        Finding.SemaphoreMisuse, "every permit comes back", "CurrentCount should be 1, and is 0.", ["Work()", "Cancel()"],
        [
            Step(0, "take _permits", 9), Step(1, "write _cancelled <- true", 17, "true"),
            Step(0, "read  _cancelled -> true", 10, "true"),
        ]);

    public static ExplorationResult Shutdown => Broken(
        Finding.ShutdownRace, "nobody waits in a closed queue", "TakeAsync() should be cancelled, and waits.",
        ["TakeAsync()", "Dispose()"],
        [
            Step(0, "read  _closed -> false", 30, "false"), Step(1, "write _closed <- true", 52, "true"),
            Step(1, "Queue.Clear _waiters", 53), Step(0, "Queue.Enqueue _waiters", 33),
        ]);

    public static ExplorationResult NotAwaited => Broken(
        Finding.TaskNotAwaited, "who has saved can load", "Load() should be \"a\", and is null.", ["SaveAsync(\"a\")", "task"],
        [Step(0, "starts T2", 14), Step(0, "read  _saved -> null", 20, "null"), Step(1, "write _saved <- \"a\"", 15, "\"a\"")]);

    public static ExplorationResult DataRace => new()
    {
        Outcome = ExplorationOutcome.DataRace,
        Finding = Finding.UnsafePublication,
        Reason = "T1 writes _value at Cache.cs:9.\nT2 reads it at Cache.cs:14.\n"
            + "Nothing orders the two: no lock that both hold, and nothing volatile or interlocked in between.",
        Schedules = 9, FailingSchedule = 4, Uncontrolled = [], Replay = Replay, OriginalSteps = 4,
        ThreadNames = ["Set(7)", "TryGet()"],
        Trace =
        [
            Step(0, "write _value <- 7", 9, "7"), Step(0, "write _isSet <- true", 10, "true"),
            Step(1, "read  _isSet -> true", 13, "true"), Step(1, "read  _value -> 7", 14, "7"),
        ],
    };

    public static ExplorationResult Livelock => new()
    {
        Outcome = ExplorationOutcome.Livelock,
        Finding = Finding.Livelock,
        Reason = "The same 6 steps come again and again, made by T1 and T2; none of them gets on.",
        Schedules = 2, FailingSchedule = 2, Uncontrolled = [], Replay = Replay, OriginalSteps = 2_500,
        ThreadNames = ["Eat(0)", "Eat(1)"],
        Trace =
        [
            .. Enumerable.Range(0, 20).SelectMany(_ => new[]
            {
                Step(0, "take _a", 8), Step(1, "take _b", 8), Step(0, "cannot take _b", 9), Step(1, "cannot take _a", 9),
                Step(0, "release _a", 10), Step(1, "release _b", 10),
            }),
        ],
    };

    public static ExplorationResult LostFailure => new()
    {
        Outcome = ExplorationOutcome.LostFailure,
        Finding = Finding.SwallowedException,
        Failure = new FormatException("not a number"),
        Reason = "T2 (task, started by T1 at Parser.cs:12) threw FormatException (\"not a number\"). "
            + "Nothing above it catches, and nobody is told.",
        Schedules = 1, FailingSchedule = 1, Uncontrolled = [], Replay = Replay, OriginalSteps = 2,
        ThreadNames = ["Start()", "task"],
        Trace = [Step(0, "starts T2", 12), Step(1, "read  _text -> \"x\"", 20, "\"x\"")],
    };

    public static ExplorationResult Threw => LostUpdate with
    {
        Outcome = ExplorationOutcome.OperationThrew,
        Finding = Finding.WrongResult,
        Failure = new InvalidOperationException("Queue empty."),
    };

    public static ExplorationResult ManyColumns => Broken(
        Finding.LostUpdate, "no money is lost", "The sum should be 200, and is 100.",
        ["Transfer(from: 1, to: 2)", "Transfer(from: 2, to: 1)", "task", "task", "timer"],
        [
            Step(0, "read  _accounts[0]._balance -> 100", 31, "100"), Step(0, "starts T3", 32),
            Step(1, "read  _accounts[1]._balance -> 100", 31, "100"), Step(1, "starts T4", 32),
            Step(2, "write _accounts[1]._balance <- 110", 40, "110"), Step(3, "write _accounts[0]._balance <- 110", 40, "110"),
            Step(4, "read  _accounts[0]._balance -> 110", 61, "110") with { File = "/src/Audit.cs" },
            Step(0, "write _accounts[0]._balance <- 90", 33, "90"), Step(1, "write _accounts[1]._balance <- 90", 33, "90"),
        ]);

    public static ExplorationResult Passed => new()
    {
        Outcome = ExplorationOutcome.Passed, Schedules = 17, Complete = true, Scope = "all interleavings",
        ThreadNames = ["Deposit(1)", "Deposit(1)"], Uncontrolled = [],
    };

    public static TraceStep Step(int thread, string text, int line, string? shared = null) =>
        new(thread, text, "/src/Bank.cs", line, shared);

    private static ExplorationResult Broken(
        Finding finding, string property, string evidence, IReadOnlyList<string> names, IReadOnlyList<TraceStep> trace) => new()
        {
            Outcome = ExplorationOutcome.PropertyBroken, Finding = finding,
            Failure = new PropertyFailedException(property, evidence), ThreadNames = names, Trace = trace,
            OriginalSteps = trace.Count, Preemptions = 1, Schedules = 40, FailingSchedule = 7, Uncontrolled = [], Replay = Replay,
        };
}
