using Katas.Engine.Histories;

namespace Katas.Engine.Specs;

/// <summary>One of the clients of a judged run: it calls the subject, and what it asks and is answered is recorded.</summary>
/// <remarks>
/// A client makes one call after another. Specs give it the calls of their contract as extension methods:
/// <c>client.Call(new Take(), bucket => bucket.TryTake())</c>.
/// </remarks>
/// <typeparam name="T">The contract.</typeparam>
public sealed class Client<T> where T : class
{
    private readonly T _subject;
    private readonly HistoryClient _history;

    internal Client(T subject, HistoryRecorder history, int number, Random random) =>
        (_subject, _history, Random) = (subject, history.Client(number), random);

    /// <summary>Its number; clients are counted from 1, and 0 is who prepares and who looks at the end.</summary>
    public int Number => _history.Id;

    /// <summary>The source of all its choices.</summary>
    public Random Random { get; }

    /// <summary>Calls the subject.</summary>
    /// <param name="input">The call as the model takes it.</param>
    /// <param name="call">The call itself.</param>
    /// <param name="answer">The result in the form in which the model gives it; <see langword="null"/>: as it is.</param>
    /// <returns>What the subject gave.</returns>
    /// <remarks>
    /// If the call throws, it stays open in the history and the exception goes on to the caller. Where the contract promises
    /// an exception, let <paramref name="call"/> catch it and return an answer.
    /// </remarks>
    public TResult Call<TResult>(object input, Func<T, TResult> call, Func<TResult, object?>? answer = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        _history.Invoke(input);
        TResult result;
        try
        {
            result = call(_subject);
        }
        catch
        {
            _history.LeaveOpen();
            throw;
        }

        _history.Return(answer is null ? result : answer(result));
        return result;
    }

    /// <summary>Calls an asynchronous operation of the subject; the call ends when its task does.</summary>
    /// <inheritdoc cref="Call{TResult}(object, Func{T, TResult}, Func{TResult, object})"/>
    public async Task<TResult> CallAsync<TResult>(
        object input, Func<T, Task<TResult>> call, Func<TResult, object?>? answer = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        _history.Invoke(input);
        TResult result;
        try
        {
            result = await call(_subject);
        }
        catch
        {
            _history.LeaveOpen();
            throw;
        }

        _history.Return(answer is null ? result : answer(result));
        return result;
    }
}
