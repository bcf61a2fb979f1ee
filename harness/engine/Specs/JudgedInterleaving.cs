using System.Runtime.CompilerServices;
using Katas.Engine.Histories;
using Katas.Engine.Interleaving.Running;
using Katas.Engine.Linearizability;
using NUnit.Framework;

namespace Katas.Engine.Specs;

/// <summary>A few clients of a fresh subject, run in every interleaving; a sequential model judges what they see.</summary>
/// <remarks>
/// <code>
/// Explore(() => New(capacity: 1))
///     .Client(c => c.Take())
///     .Client(c => c.Take())
///     .Linearizable(new BucketModel(capacity: 1));
/// </code>
/// Nothing is asserted by hand: a lost update, a token granted twice, a call that sees half of another, all of them are
/// answers that no order of the calls explains.
/// </remarks>
/// <typeparam name="T">The contract.</typeparam>
public sealed class JudgedInterleaving<T> where T : class
{
    private readonly Func<Action<T>, Interleaving<T>> _explore;
    private readonly List<(string Name, Action<Client<T>> Script)> _clients = [];
    private Action<Client<T>>? _first;
    private Action<Client<T>>? _last;

    internal JudgedInterleaving(Func<Action<T>, Interleaving<T>> explore) => _explore = explore;

    /// <summary>Calls that prepare each schedule's subject, before all clients; the model judges them too.</summary>
    public JudgedInterleaving<T> First(Action<Client<T>> script)
    {
        _first = script;
        return this;
    }

    /// <summary>Adds a client, on a thread of its own.</summary>
    public JudgedInterleaving<T> Client(
        Action<Client<T>> script, [CallerArgumentExpression(nameof(script))] string expression = "")
    {
        _clients.Add((LambdaText.Operation(expression), script));
        return this;
    }

    /// <summary>Adds a client that awaits its calls.</summary>
    public JudgedInterleaving<T> ClientAsync(
        Func<Client<T>, Task> script, [CallerArgumentExpression(nameof(script))] string expression = "") =>
        Client(client => TaskEnd.Await(script(client)), expression);

    /// <summary>Calls after all clients have ended: what they left behind is judged by them.</summary>
    public JudgedInterleaving<T> Last(Action<Client<T>> script)
    {
        _last = script;
        return this;
    }

    /// <summary>Explores; after each schedule the model must explain every answer.</summary>
    /// <exception cref="PropertyFailedException">
    /// A schedule's answers have no explanation, it deadlocks, or a call throws.
    /// </exception>
    /// <exception cref="InconclusiveException">The exploration could not come to a verdict; the message says why.</exception>
    public void Linearizable(SequentialModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var judgement = new Judgement(model);
        var recorder = new HistoryRecorder();
        Client<T> Number(T subject, int number) => new(subject, recorder, number, new Random(number));
        var exploration = _explore(subject =>
        {
            recorder = new HistoryRecorder();
            _first?.Invoke(Number(subject, 0));
        });
        for (var i = 0; i < _clients.Count; i++)
        {
            var (number, script) = (i + 1, _clients[i].Script);
            exploration.Thread(subject => script(Number(subject, number)), _clients[i].Name);
        }

        exploration.AfterAll(subject =>
        {
            _last?.Invoke(Number(subject, 0));
            judgement.Judge(recorder.ToHistory());
        });
        exploration.Note(
            $"{judgement.Histories.Different} different histories, {judgement.Steps} steps: each is linearizable.");
    }
}
