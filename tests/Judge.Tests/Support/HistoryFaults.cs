using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Support;

/// <summary>Changes one thing in a history, as a bug would: about half of what comes out is impossible.</summary>
internal static class HistoryFaults
{
    public static void Add(List<Operation> operations, Random random)
    {
        if (operations.Count < 2) return;
        var first = random.Next(operations.Count);
        switch (random.Next(7))
        {
            case 0 or 1:
                SwapAnswers(operations, first, SameCall(operations, first, random));
                break;
            case 2:
                RepeatAnswer(operations, first, SameCall(operations, first, random));
                break;
            case 3:
                LoseAnswer(operations, first);
                break;
            case 4:
                operations.RemoveAt(first);
                break;
            default:
                Shift(operations, first, random.Next(-6, 7), random.Next(3));
                break;
        }
    }

    private static void SwapAnswers(List<Operation> operations, int a, int b)
    {
        var (ofA, ofB) = (operations[a].Output, operations[b].Output);
        (operations[a], operations[b]) = (operations[a] with { Output = ofB }, operations[b] with { Output = ofA });
    }

    /// <summary>One delivery twice, or a stale read.</summary>
    private static void RepeatAnswer(List<Operation> operations, int to, int from) =>
        operations[to] = operations[to] with { Output = operations[from].Output };

    /// <summary>Empty where something was, no where it was yes, one off where it was a number.</summary>
    private static void LoseAnswer(List<Operation> operations, int at) => operations[at] = operations[at] with
    {
        Output = operations[at].Output switch
        {
            bool flag => !flag,
            int n when ((Call)operations[at].Input).Name is "read" or "fetch-and-add" => n + 1,
            string when ((Call)operations[at].Input).Name is "get" => "",
            _ => null,
        },
    };

    /// <summary>Moves an interval, or only one of its ends. Its client becomes another: it may now have two calls open.</summary>
    private static void Shift(List<Operation> operations, int at, int by, int ends)
    {
        var it = operations[at];
        var from = ends == 1 ? it.Invoked : Math.Max(0, it.Invoked + by);
        var to = ends == 2 || it.Ending == Ending.Open ? it.Returned : it.Returned + by;
        operations[at] = it with
        {
            Client = 1 + operations.Max(operation => operation.Client),
            Invoked = Math.Min(from, to),
            Returned = Math.Max(from, to),
        };
    }

    private static int SameCall(List<Operation> operations, int at, Random random)
    {
        var name = ((Call)operations[at].Input).Name;
        var same = Enumerable.Range(0, operations.Count)
            .Where(i => i != at && ((Call)operations[i].Input).Name == name).ToList();
        return same.Count == 0 ? at : same[random.Next(same.Count)];
    }
}
