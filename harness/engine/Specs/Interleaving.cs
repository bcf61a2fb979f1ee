using System.Runtime.CompilerServices;
using Katas.Engine.Interleaving;
using Katas.Engine.Interleaving.Running;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <summary>
/// A few operations on a fresh subject, run in every interleaving; each <see cref="Thread(Action{T}, string)"/> adds one.
/// </summary>
/// <remarks>
/// <code>
/// Explore(() => New(capacity: 1))
///     .Thread(b => b.TryTake())
///     .Thread(b => b.TryTake())
///     .AfterAll((b, results) => …);
/// </code>
/// </remarks>
public sealed class Interleaving<T> where T : class
{
    private readonly IGraded _graded;
    private readonly int _number;
    private readonly Func<T> _create;
    private readonly List<(string Name, Func<T, object?> Body)> _threads = [];
    private int? _mostSchedules;

    /// <param name="graded">The spec whose test explores.</param>
    /// <param name="number">Which of the test's explorations this is, from 1: a replay names it.</param>
    /// <param name="create">Makes a fresh subject.</param>
    internal Interleaving(IGraded graded, int number, Func<T> create) =>
        (_graded, _number, _create) = (graded, number, create);

    /// <summary>Adds a thread that runs an operation without a result.</summary>
    public Interleaving<T> Thread(
        Action<T> operation, [CallerArgumentExpression(nameof(operation))] string expression = "") =>
        Thread(subject => { operation(subject); return null; }, expression);

    /// <summary>
    /// Adds a thread that runs an operation with a result, which
    /// <see cref="AfterAll(Action{T, IReadOnlyList{object?}})"/> sees.
    /// </summary>
    public Interleaving<T> Thread(
        Func<T, object?> operation, [CallerArgumentExpression(nameof(operation))] string expression = "")
    {
        _threads.Add((LambdaText.Operation(expression), operation));
        return this;
    }

    /// <summary>
    /// Adds an asynchronous operation. It ends when its task does; what it awaits meanwhile is explored too. The task's result,
    /// if it has one, is the thread's.
    /// </summary>
    public Interleaving<T> ThreadAsync(
        Func<T, Task> operation, [CallerArgumentExpression(nameof(operation))] string expression = "")
    {
        _threads.Add((LambdaText.Operation(expression), subject =>
        {
            var task = operation(subject);
            TaskEnd.Await(task);
            return new AwaitedTask(task);
        }));
        return this;
    }

    /// <summary>Ends the search after so many schedules, for tests that have more of them than somebody would wait for.</summary>
    public Interleaving<T> AtMost(int schedules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(schedules, 1);
        _mostSchedules = schedules;
        return this;
    }

    /// <summary>Begins a test that a sequential model judges: calls that prepare the subject in each schedule.</summary>
    public JudgedInterleaving<T> First(Action<Client<T>> script) => Judged().First(script);

    /// <summary>Begins a test that a sequential model judges, with its first client.</summary>
    public JudgedInterleaving<T> Client(
        Action<Client<T>> script, [CallerArgumentExpression(nameof(script))] string expression = "") =>
        Judged().Client(script, expression);

    /// <summary>As <see cref="Client"/>, with a script that awaits its calls.</summary>
    public JudgedInterleaving<T> ClientAsync(
        Func<Client<T>, Task> script, [CallerArgumentExpression(nameof(script))] string expression = "") =>
        Judged().ClientAsync(script, expression);

    /// <summary>Explores; after each schedule, when all threads have ended, <paramref name="check"/> runs.</summary>
    /// <exception cref="PropertyFailedException">A schedule breaks the check, deadlocks, or an operation throws.</exception>
    /// <exception cref="InconclusiveException">The exploration could not come to a verdict; the message says why.</exception>
    public void AfterAll(Action<T> check) => AfterAll((subject, _) => check(subject));

    /// <summary>As <see cref="AfterAll(Action{T})"/>, with the threads' results in the order of the threads.</summary>
    public void AfterAll(Action<T, IReadOnlyList<object?>> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var subject = _graded.Subject;
        using var assembly = InstrumentedAssembly.Load(subject.Image.Assembly, subject.Image.Symbols);
        var twin = new Twin(assembly, subject.Implementation.FullName!);
        var results = new object?[_threads.Count];
        IReadOnlyList<ThreadOperation<T>> operations =
        [
            .. _threads.Select((thread, i) => new ThreadOperation<T>(
                thread.Name, made => results[i] = thread.Body(made))),
        ];
        var test = new SmallTest<T>(
            () => twin.Within(_create), operations,
            made => check(made, [.. results.Select(r => r is AwaitedTask awaited ? TaskEnd.Result(awaited.Task) : r)]));
        new ExplorationVerdict(_graded, _number, _mostSchedules).Judge(assembly, test);
    }

    /// <summary>Adds to what the exploration that has just passed says of itself.</summary>
    internal void Note(string statistic) => _graded.Statistics[^1] += " " + statistic;

    private JudgedInterleaving<T> Judged() => new(prepare => new Interleaving<T>(_graded, _number, () =>
    {
        var subject = _create();
        prepare(subject);
        return subject;
    }));

    private sealed record AwaitedTask(Task Task);
}
