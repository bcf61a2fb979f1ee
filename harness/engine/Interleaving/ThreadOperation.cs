namespace Katas.Engine.Interleaving;

/// <summary>What one logical thread does to the shared object.</summary>
/// <typeparam name="T">The shared object's contract.</typeparam>
/// <param name="Name">The operation in the reader's words, such as <c>Deposit(1)</c>; it heads a column.</param>
/// <param name="Body">
/// The operation. It is called once in each schedule, on a worker thread of the explorer, without the caller's
/// execution context.
/// </param>
public sealed record ThreadOperation<T>(string Name, Action<T> Body)
{
    /// <summary>An operation that ends when its task does; its thread runs other steps of the task meanwhile.</summary>
    /// <param name="name">The operation in the reader's words.</param>
    /// <param name="body">The operation.</param>
    public ThreadOperation(string name, Func<T, Task> body)
        : this(name, subject => Running.TaskEnd.Await(body(subject))) { }
}
