using System.Runtime.CompilerServices;
using Katas.Engine.Reporting;
using Katas.Engine.Simulation;
using Katas.Engine.Subjects;
using Katas.Engine.Time;

namespace Katas.Engine.Specs;

/// <summary>The base of every spec: it makes instances of the subject, and words what it finds.</summary>
/// <remarks>
/// A spec judges by contract: it sees <typeparamref name="TContract"/> and never a class. Each test has a fresh clock and
/// a fresh log of calls. Tests run one after another.
/// </remarks>
/// <typeparam name="TContract">The contract's interface.</typeparam>
public abstract partial class KataSpec<TContract> : IGraded where TContract : class
{
    private readonly Subject _subject;
    private readonly CallLog _calls;
    private readonly List<string> _statistics = [];
    private readonly List<SurvivalMatrix> _survival = [];
    private string _testName = "";
    private int _stage = 1;
    private int? _seed;
    private bool _judging;
    private int _explorations;
    private int _simulations;

    /// <param name="subject">What to grade.</param>
    protected KataSpec(Subject subject)
    {
        _subject = subject;
        _calls = new CallLog(() => Time);
    }

    Subject IGraded.Subject => _subject;

    string IGraded.TestName => _testName;

    int IGraded.Stage => _stage;

    int? IGraded.Seed => _seed;

    CallLog IGraded.Calls => _calls;

    IList<string> IGraded.Statistics => _statistics;

    IList<SurvivalMatrix> IGraded.Survival => _survival;

    /// <summary>The virtual clock of the running test: give it to the subject, and move it by hand.</summary>
    protected VirtualTime Time { get; private set; } = new();

    void IGraded.Begin(string testName, int stage)
    {
        (_testName, _stage, _seed, _judging) = (testName, stage, null, false);
        _statistics.Clear();
        _survival.Clear();
        (_explorations, _simulations) = (0, 0);
        Fresh();
    }

    /// <summary>A new instance of the subject, made by its constructor; calls to it are written down.</summary>
    /// <param name="create">Calls the factory with the arguments of choice.</param>
    /// <typeparam name="TFactory">The delegate of the contract that shows the constructor's parameters.</typeparam>
    protected TContract Make<TFactory>(Func<TFactory, TContract> create) where TFactory : Delegate
    {
        ArgumentNullException.ThrowIfNull(create);
        var twin = Twin.Current;
        var made = create(FactoryCache<TFactory>.For(twin?.Implementation ?? _subject.Implementation));
        return twin is null && !_judging ? CallRecorder.Wrap(made, _calls) : made;
    }

    /// <summary>Checks one value.</summary>
    /// <param name="actual">What the subject gave.</param>
    /// <param name="expected">What the contract promises.</param>
    /// <param name="property">The promise in domain words; it heads the failure.</param>
    /// <param name="expression">Filled in by the compiler.</param>
    /// <exception cref="PropertyFailedException">They differ.</exception>
    protected static void Expect<T>(
        T actual, T expected, string property, [CallerArgumentExpression(nameof(actual))] string expression = "")
    {
        if (EqualityComparer<T>.Default.Equals(actual, expected)) return;
        throw new PropertyFailedException(
            property, $"{LambdaText.Value(expression)} should be {Show.Value(expected)}, and is {Show.Value(actual)}.");
    }

    /// <summary>Checks that something holds that is not an equality.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="property">The promise in domain words; it heads the failure.</param>
    /// <param name="evidence">What happened, and what would have been right.</param>
    /// <exception cref="PropertyFailedException"><paramref name="holds"/> is false.</exception>
    protected static void Require(bool holds, string property, string evidence)
    {
        if (!holds) throw new PropertyFailedException(property, evidence);
    }

    /// <summary>Checks that a call throws.</summary>
    /// <returns>What it threw.</returns>
    /// <exception cref="PropertyFailedException">It threw nothing, or something else.</exception>
    protected static TException ExpectThrows<TException>(
        Action call, string property, [CallerArgumentExpression(nameof(call))] string expression = "")
        where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            call();
        }
        catch (TException thrown)
        {
            return thrown;
        }
        catch (Exception other) when (other is not (NotImplementedException or SubjectBrokenException))
        {
            throw new PropertyFailedException(
                property,
                $"{LambdaText.Operation(expression)} should throw {typeof(TException).Name}, and threw {other.GetType().Name}.");
        }

        throw new PropertyFailedException(
            property, $"{LambdaText.Operation(expression)} should throw {typeof(TException).Name}, and threw nothing.");
    }

    /// <summary>Runs a check once for each of many seeds, each with a fresh clock and log; the failing seed is printed.</summary>
    /// <param name="seeds">How many seeds, beginning with 1; a person may name a single one instead.</param>
    /// <param name="check">The check; all its randomness comes from its argument.</param>
    protected void ForEachSeed(int seeds, Action<Random> check)
    {
        ArgumentNullException.ThrowIfNull(check);
        foreach (var seed in SpecSeed.Take(seeds))
        {
            Fresh();
            _seed = seed; // stays when the check throws: the failure tells it
            check(new Random(seed));
        }

        _seed = null;
        _statistics.Add(SpecSeed.Named is null ? $"{seeds} seeds." : "1 seed.");
    }

    /// <summary>Runs a few operations in every interleaving that differs, as far as the budget goes.</summary>
    /// <param name="create">Makes a fresh subject for each schedule, with <see cref="Make"/>.</param>
    protected Interleaving<TContract> Explore(Func<TContract> create) => new(this, ++_explorations, () =>
    {
        Fresh();
        return create();
    });

    private void Fresh()
    {
        Time = new VirtualTime();
        _calls.Clear();
    }
}
