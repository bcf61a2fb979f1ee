using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Consistency;

/// <summary>
/// A tiny history of registers for definitions tried in full, without any of the checker's code. Open writes that nobody
/// read are left out; those that were read come before nothing in their session.
/// </summary>
internal sealed class TinyHistory
{
    public TinyHistory(History history)
    {
        var read = history.Operations.Where(each => !Writes(each)).Select(each => (Call(each).Key, each.Output)).ToHashSet();
        Operations =
        [
            .. history.Operations.Where(each =>
                each.Ending == Ending.Returned || read.Contains((Call(each).Key, (object?)(int)(long)Call(each).Argument!))),
        ];
        Before = new bool[Count, Count];
        for (var i = 0; i < Count; i++)
        {
            for (var j = i + 1; j < Count; j++)
                Before[i, j] = Operations[i].Client == Operations[j].Client && Operations[i].Ending == Ending.Returned;
        }
    }

    public IReadOnlyList<Operation> Operations { get; }

    public int Count => Operations.Count;

    /// <summary>Session order.</summary>
    public bool[,] Before { get; }

    public bool IsWrite(int i) => Writes(Operations[i]);

    public bool IsOpen(int i) => Operations[i].Ending == Ending.Open;

    public object Key(int i) => Call(Operations[i]).Key!;

    /// <summary>What was written or read; 0: the initial value.</summary>
    public long Value(int i) => IsWrite(i) ? (long)Call(Operations[i]).Argument! : (int?)Operations[i].Output ?? 0;

    /// <summary>The write that a read saw; -1: none, it saw the initial value; -2: nobody's.</summary>
    public int Source(int read)
    {
        if (Value(read) == 0) return -1;
        var writes = Enumerable.Range(0, Count).Where(i => IsWrite(i) && Key(i).Equals(Key(read)));
        return writes.Where(i => Value(i) == Value(read)).DefaultIfEmpty(-2).First();
    }

    private static Call Call(Operation operation) => (Call)operation.Input;

    private static bool Writes(Operation operation) => Call(operation).Name == "write";
}
