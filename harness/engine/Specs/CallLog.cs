using Katas.Engine.Reporting;
using Katas.Engine.Time;

namespace Katas.Engine.Specs;

/// <summary>What a spec asked of its subject, in order, with the virtual time of each call.</summary>
/// <remarks>Safe for calls from several threads; the order is that in which the calls began.</remarks>
internal sealed class CallLog(Func<VirtualTime> time)
{
    private readonly Lock _gate = new();
    private readonly List<LoggedCall> _calls = [];

    /// <summary>Notes that a call begins.</summary>
    public LoggedCall Begin(string text)
    {
        lock (_gate)
        {
            var call = new LoggedCall(time().Elapsed, text);
            _calls.Add(call);
            return call;
        }
    }

    /// <summary>The call that began last and has not returned; <see langword="null"/> if all have.</summary>
    public LoggedCall? Open()
    {
        lock (_gate) return _calls.FindLast(call => !call.Returned);
    }

    /// <summary>The call that began last.</summary>
    public LoggedCall? Last()
    {
        lock (_gate) return _calls.Count == 0 ? null : _calls[^1];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate) _calls.Clear();
    }

    /// <summary>The calls as a table; <see langword="null"/> when there were none.</summary>
    public string? Table()
    {
        lock (_gate)
        {
            if (_calls.Count == 0) return null;
            var timed = _calls.Exists(call => call.At > TimeSpan.Zero);
            var rows = _calls.Select((call, i) => Row(call, i + 1, timed, last: i == _calls.Count - 1));
            return TextTable.Render(timed ? ["#", "t (ms)", "call", "result"] : ["#", "call", "result"], [.. rows]);
        }
    }

    private static string[] Row(LoggedCall call, int number, bool timed, bool last)
    {
        var result = call.Outcome + (last ? "   <- here" : "");
        return timed
            ? [$"{number}", Show.Milliseconds(call.At), call.Text, result]
            : [$"{number}", call.Text, result];
    }
}

/// <summary>One call.</summary>
internal sealed class LoggedCall(TimeSpan at, string text)
{
    private volatile object? _result = Pending;

    private static readonly object Pending = new();

    public TimeSpan At { get; } = at;

    public string Text { get; } = text;

    public bool Returned => !ReferenceEquals(_result, Pending);

    /// <summary>What it returned or threw. A task is shown as it stands now, not as it was returned.</summary>
    public string Outcome => Returned ? Show.Value(_result) : "has not returned";

    public void Return(object? result) => _result = result;
}
