using Katas.Engine.Histories;

namespace Katas.Engine.Linearizability.Monitors;

/// <summary>
/// What a queue, a stack or a priority queue was given and gave back, by value. Every value is put in once, so each take names
/// the put that it belongs to.
/// </summary>
/// <remarks>
/// A put took effect before its value was taken, so its return counts as no later than that of its take, and the call of the
/// take as no earlier than that of the put. A value that was never taken is taken at <see cref="End"/>, after everything.
/// </remarks>
internal sealed class ContainerHistory
{
    private ContainerHistory(TimedOperations timed, List<object> values, List<int> puts, List<int> takes, List<int> empties)
    {
        (Timed, Values, Puts, Takes, Empties) = (timed, [.. values], [.. puts], [.. takes], [.. empties]);
        (PutCalls, PutReturns) = (new int[puts.Count], new int[puts.Count]);
        (TakeCalls, TakeReturns) = (new int[puts.Count], new int[puts.Count]);
        for (var value = 0; value < puts.Count; value++)
        {
            var (put, take) = (Puts[value], Takes[value]);
            PutCalls[value] = timed.Calls[put];
            TakeReturns[value] = take < 0 ? End : timed.Returns[take];
            PutReturns[value] = Math.Min(timed.Returns[put], TakeReturns[value]);
            TakeCalls[value] = take < 0 ? End : Math.Max(timed.Calls[take], PutCalls[value]);
        }
    }

    public TimedOperations Timed { get; }

    /// <summary>The values by code, normalised.</summary>
    public object[] Values { get; }

    /// <summary>The operation that put each value in.</summary>
    public int[] Puts { get; }

    /// <summary>The operation that took each value; -1: none.</summary>
    public int[] Takes { get; }

    /// <summary>The takes that found nothing, in the order of their calls.</summary>
    public int[] Empties { get; }

    public int[] PutCalls { get; }

    public int[] PutReturns { get; }

    public int[] TakeCalls { get; }

    public int[] TakeReturns { get; }

    /// <summary>The rank after all events; the number of gaps.</summary>
    public int End => Timed.EventCount;

    /// <summary>How many takes have no known answer and may never have happened. They are left out here.</summary>
    public int OpenTakes { get; private init; }

    /// <summary>How many takes happened and have no known answer. They are left out here.</summary>
    public int LostTakes { get; private init; }

    /// <summary>Sorts the operations by value.</summary>
    /// <param name="timed">The operations.</param>
    /// <param name="put">The name of the call that puts a value in.</param>
    /// <param name="take">The name of the call that takes one.</param>
    /// <param name="answer">Why there is nothing to return: not applicable, or a value that nobody put in.</param>
    public static ContainerHistory? Read(TimedOperations timed, string put, string take, out MonitorAnswer? answer)
    {
        var reader = new Reader(timed, put, take);
        answer = reader.Run();
        return answer is null ? reader.History() : null;
    }

    /// <summary>Only the values that were taken: whoever took one of the others may be a take without an answer.</summary>
    public ContainerHistory WithoutUntaken()
    {
        var (values, puts, takes) = (new List<object>(), new List<int>(), new List<int>());
        for (var value = 0; value < Puts.Length; value++)
        {
            if (Takes[value] < 0) continue;
            values.Add(Values[value]);
            puts.Add(Puts[value]);
            takes.Add(Takes[value]);
        }

        return new ContainerHistory(Timed, values, puts, takes, [.. Empties]);
    }

    public string Show(int value) => Reporting.Show.Value(Values[value]);

    /// <summary>The operations on these values, and one more.</summary>
    public int[] Operations(IEnumerable<int> values, int more = -1)
    {
        var operations = values.SelectMany(value => new[] { Puts[value], Takes[value] }).Append(more);
        return [.. operations.Where(operation => operation >= 0).Distinct().Order()];
    }

    private sealed class Reader(TimedOperations timed, string put, string take)
    {
        private readonly ValueCodes _codes = new(timed.Operations.Count);
        private readonly List<object> _values = [];
        private readonly List<int> _puts = [];
        private readonly List<int> _takes = [];
        private readonly List<int> _empties = [];
        private (int First, int Second)? _twice;
        private int _openTakes;
        private int _lostTakes;

        public MonitorAnswer? Run()
        {
            for (var i = 0; i < timed.Operations.Count; i++)
            {
                var operation = timed.Operations[i];
                var call = operation.Input as Call;
                if (call?.Name == put)
                {
                    if (Put(i, operation, call.Argument) is { } not) return MonitorAnswer.NotApplicable(not);
                }
                else if (call?.Name == take)
                {
                    Take(i, operation);
                }
                else
                {
                    return MonitorAnswer.NotApplicable($"{operation.Input} is neither {put} nor {take}");
                }
            }

            return Unexplained();
        }

        public ContainerHistory History()
        {
            var kept = 0;
            for (var value = 0; value < _puts.Count; value++)
            {
                // A put that never returned, of a value that nobody took, need not have happened: the rest is as legal without.
                if (_takes[value] < 0 && timed.Operations[_puts[value]].Ending == Ending.Open) continue;
                (_values[kept], _puts[kept], _takes[kept]) = (_values[value], _puts[value], _takes[value]);
                kept++;
            }

            return new ContainerHistory(timed, _values[..kept], _puts[..kept], _takes[..kept], _empties)
            {
                OpenTakes = _openTakes,
                LostTakes = _lostTakes,
            };
        }

        private string? Put(int i, Operation operation, object? value)
        {
            if (value is null) return $"{put} of null";
            if (operation is { Ending: Ending.Returned, Output: not null }) return $"{put} with an answer";
            var code = Code(value);
            if (_puts[code] >= 0) return $"{Reporting.Show.Value(value)} was put in twice";
            _puts[code] = i;
            return null;
        }

        private void Take(int i, Operation operation)
        {
            if (operation.Ending == Ending.Open) _openTakes++;
            else if (operation.Ending == Ending.ResultUnknown) _lostTakes++;
            else if (Linearizability.Values.Normalise(operation.Output) is not { } value) _empties.Add(i);
            else if (Code(value) is var code && _takes[code] < 0) _takes[code] = i;
            else _twice ??= (_takes[code], i);
        }

        private int Code(object value)
        {
            if (!_codes.Add(value, out var code)) return code;
            _values.Add(value);
            _puts.Add(-1);
            _takes.Add(-1);
            return code;
        }

        /// <summary>A value that came from nowhere, or twice, or too early. No take without an answer can excuse that.</summary>
        private MonitorAnswer? Unexplained()
        {
            for (var value = 0; value < _values.Count; value++)
            {
                var (its, taken) = (_puts[value], _takes[value]);
                var shown = Reporting.Show.Value(_values[value]);
                if (its < 0)
                    return MonitorAnswer.Violation($"{take} gave {shown}, and nobody ever called {put}({shown}).", taken);
                if (taken < 0 || timed.Returns[taken] > timed.Calls[its]) continue;
                return MonitorAnswer.Violation($"{take} gave {shown} before {put}({shown}) was called.", its, taken);
            }

            if (_twice is not var (first, second)) return null;
            var again = Code(Linearizability.Values.Normalise(timed.Operations[second].Output)!);
            return MonitorAnswer.Violation(
                $"{take} gave {Reporting.Show.Value(_values[again])} twice, and it was put in once.",
                _puts[again], first, second);
        }
    }
}
