using Katas.Engine.Histories;
using Katas.Engine.Linearizability;

namespace Katas.Judge.Tests.Support;

/// <summary>
/// Histories from a seed. A simulated object does one call at a time, at a hidden point between call and return, so without
/// slips and faults a history is linearizable by construction; see <see cref="HistoryFaults"/> for those that need not be.
/// </summary>
internal static class RandomHistories
{
    /// <summary>A history of a type out of <see cref="SimulatedObject.Types"/>.</summary>
    /// <param name="type">The type of object.</param>
    /// <param name="seed">The same seed and shape give the same history.</param>
    /// <param name="shape"><see langword="null"/>: drawn, for fuzzing.</param>
    public static History Make(string type, int seed, HistoryShape? shape = null)
    {
        var random = new Random(seed);
        shape ??= HistoryShape.Draw(random);
        var shared = SimulatedObject.Of(type, random);
        shared.Slips = () => shape.Slips > 0 && random.NextDouble() < shape.Slips;
        var operations = new Simulation(shared, shape, random).Run();
        for (var i = 0; i < shape.Faults; i++) HistoryFaults.Add(operations, random);
        var ordered = operations.OrderBy(operation => operation.Invoked);
        return new History([.. ordered.Select((operation, i) => operation with { Index = i })], [], TimeUnit.Position);
    }

    /// <summary>One line for each operation, for messages.</summary>
    public static string Text(IEnumerable<Operation> operations) => string.Join('\n', operations.Select(operation =>
        $"  #{operation.Index} [{operation.Invoked}, {(operation.Ending == Ending.Open ? "open" : operation.Returned)}] " +
        $"{operation}{(operation is { Ending: Ending.Returned, Output: null } ? " -> null" : "")}"));

    private sealed class Simulation(SimulatedObject shared, HistoryShape shape, Random random)
    {
        private readonly List<Operation> _operations = new(shape.Operations);
        private readonly (int Operation, bool Done)?[] _calls = new (int, bool)?[shape.Clients];
        private readonly object[] _values = Values(shape, random);
        private int _idle = shape.Clients;
        private int _used;
        private long _now;

        public List<Operation> Run()
        {
            // Blocked calls may wait for ever: after so many steps in vain they stay open.
            for (var vain = 0; vain < 200 * shape.Clients && (_operations.Count < shape.Operations || _idle < shape.Clients);)
            {
                var mayCall = _idle > 0 && _operations.Count < shape.Operations;
                var call = mayCall && (_idle == shape.Clients || random.NextDouble() < shape.Concurrency);
                vain = Step(Pick(idle: call)) ? 0 : vain + 1;
                if (random.Next(6) != 0) _now++;
            }

            return _operations;
        }

        private int Pick(bool idle)
        {
            var client = random.Next(shape.Clients);
            while (_calls[client] is null != idle) client = (client + 1) % shape.Clients;
            return client;
        }

        private bool Step(int client)
        {
            if (_calls[client] is not var (at, done))
            {
                var input = shared.Next(client, random, () => _values[_used++ % _values.Length]);
                _calls[client] = (_operations.Count, false);
                _operations.Add(new Operation(0, client, input, null, Ending.Open, _now, long.MaxValue));
                _idle--;
                return true;
            }

            if (random.NextDouble() < shape.Open / 2) return Leave(client);
            if (done) return Return(client, at);
            if (!shared.TryDo((Call)_operations[at].Input, client, out var answer)) return false;
            _operations[at] = _operations[at] with { Output = answer };
            _calls[client] = (at, true);
            return true;
        }

        private bool Return(int client, int at)
        {
            var ending = random.NextDouble() < shape.Unknown ? Ending.ResultUnknown : Ending.Returned;
            _operations[at] = _operations[at] with { Ending = ending, Returned = _now };
            return Leave(client);
        }

        private bool Leave(int client)
        {
            _calls[client] = null;
            _idle++;
            return true;
        }

        private static object[] Values(HistoryShape shape, Random random)
        {
            var numbers = new int[shape.DistinctValues ? Math.Max(1, shape.Operations) * 2 : 97];
            for (var i = 0; i < numbers.Length; i++) numbers[i] = shape.DistinctValues ? i : random.Next(shape.Domain);
            if (shape.DistinctValues) random.Shuffle(numbers);
            return [.. numbers.Select(n => shape.Texts ? (object)$"v{n}" : n)];
        }
    }
}
