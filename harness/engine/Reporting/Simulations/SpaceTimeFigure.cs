using Katas.Engine.Simulation;
using Katas.Engine.Simulation.Faults;
using Katas.Engine.Simulation.Tracing;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Where everything of a space-time diagram is on the page, in pixels. A machine is a line; time goes down.</summary>
/// <remarks>Each row of the story has a height of its own, so no two texts meet. Heights say the order, and no lengths.</remarks>
internal sealed class SpaceTimeFigure
{
    /// <summary>The height of a row.</summary>
    public const double Pitch = 30;

    /// <summary>The width of a character, and a little.</summary>
    public const double Cell = 7.3;

    private const int MostRows = 150;
    private const double Gutter = 76;
    private const double Head = 40;
    private const int LeastGap = 16;
    private const int MostGap = 32;
    private const int MostBeside = 44;

    public SpaceTimeFigure(SimulatedRun run)
    {
        (Run, Cone) = (run, CausalCone.Of(run));
        Mark = ViolationMark.Of(run, Cone.Order);
        Rows = Story.Tell(run, Cone, MostRows, Relevance.Background);
        Machines = [.. Rows.SelectMany(row => row.To.Append(row.From)).Where(node => node >= 0).Distinct().Order()];
        var widest = Rows.Where(row => row.Arrow != Arrow.None && row.To.Count == 1)
            .Select(row => row.Lead.Length + StepWords.Message(row.Message.Data, MostGap).Length
                / Math.Max(1, Math.Abs(Machines.IndexOf(row.From) - Machines.IndexOf(row.To[0]))) + 3);
        Gap = Cell * Math.Clamp(widest.Append(LeastGap).Max(), LeastGap, MostGap);
        Left = Gutter + Rows.Where(row => IsToTheLeft(row) && row.To[0] == Machines[0])
            .Select(row => (Beside(row).Length + 3) * Cell).Append(24).Max();
        Width = Rows.Select(RightEnd).Append(X(Machines.Count == 0 ? 0 : Machines[^1]) + 60).Max();
        Height = Y(Rows.Count) + (HasNamesBelow ? 24 : 4);
        Bands =
        [
            .. Rows.SelectMany(
                (row, i) => row.Locals.Where(step => step.Kind == TraceKind.FaultBegins).Select(step => Band(step, i))),
        ];
    }

    public SimulatedRun Run { get; }

    public CausalCone Cone { get; }

    public ViolationMark? Mark { get; }

    public IReadOnlyList<StoryRow> Rows { get; }

    /// <summary>The machines that have a line.</summary>
    public List<int> Machines { get; }

    /// <summary>How far the lines are apart.</summary>
    public double Gap { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Whether one has to scroll so far that the names stand below, too.</summary>
    public bool HasNamesBelow => Rows.Count > 24;

    /// <summary>The right end of the times.</summary>
    public double Times => Gutter - 14;

    /// <summary>How long each fault lasted.</summary>
    public IReadOnlyList<FaultBand> Bands { get; }

    private double Left { get; }

    public double X(int machine) => Left + (Math.Max(Machines.IndexOf(machine), 0) * Gap);

    public double Y(int row) => Head + (row * Pitch) + (Pitch / 2);

    /// <summary>What stands behind the head of a row's arrow, or beside the machine on which it happens.</summary>
    public string Beside(StoryRow row)
    {
        var text = StepWords.Locals(row, MostBeside);
        if (row.Arrow == Arrow.None) text = row.Lead + text;
        if (row.Arrow == Arrow.Lost)
            text = row.Note + (row.To.Count > 1 ? $", to {string.Join(", ", row.To.Select(to => Run.Trace.Nodes[to]))}" : "");
        if (row.Count > 1)
        {
            var until = row.Last > row.Time ? $" until {Milliseconds(row.Last)} ms" : "";
            text = $"{text}, {row.Count} x{until}".TrimStart(',', ' ');
        }

        text = Histories.Labels.Cut(text, row.From < 0 ? 90 : 2 * MostBeside);
        return row.IsViolation ? $"{text}{(text == "" ? "" : "  ")}✗ {Mark!.Text}" : text;
    }

    /// <summary>What stands on a row's arrow.</summary>
    public string OnArrow(StoryRow row)
    {
        var length = Math.Abs((row.Arrow == Arrow.Lost ? CrossAt(row) : X(row.To[0])) - X(row.From));
        var room = length == 0 ? MostGap : (int)(length / Cell) - 2;
        var message = StepWords.Message(row.Message.Data, room) + (row.Note == "again" ? " again" : "");
        if (row.Lead.Length + message.Length <= room) return row.Lead + message;
        if (row.Lead is "" or Story.TimerLead) return message;
        var lead = Histories.Labels.Cut(row.Lead, Math.Max(room - 6, 0));
        return lead + StepWords.Message(row.Message.Data, Math.Max(room - lead.Length, 6));
    }

    /// <summary>Whether the row's arrow goes to the left, where texts beside it end instead of beginning.</summary>
    public bool IsToTheLeft(StoryRow row) =>
        row.To.Count > 0 && row.Arrow is Arrow.Whole or Arrow.Arrives && row.To[0] < row.From;

    /// <summary>How far a message comes that is lost: nearly to the nearest of those to whom it was sent.</summary>
    public double CrossAt(StoryRow row)
    {
        var from = X(row.From);
        return from + (0.8 * row.To.Select(to => X(to) - from).MinBy(Math.Abs));
    }

    /// <summary>Tenths tell messages of one millisecond apart.</summary>
    public static string Milliseconds(TimeSpan time) =>
        Show.Milliseconds(TimeSpan.FromMicroseconds(Math.Round(time.TotalMicroseconds / 100) * 100));

    private double RightEnd(StoryRow row)
    {
        var text = (Beside(row).Length + 12) * Cell;
        return row switch
        {
            { From: < 0 } => X(Machines.Count == 0 ? 0 : Machines[0]) + text,
            { Arrow: Arrow.None } => X(row.From) + text,
            { Arrow: Arrow.Lost } => Math.Max(X(row.From), CrossAt(row)) + text,
            _ when IsToTheLeft(row) => X(row.From) + 40,
            _ => X(row.To[0]) + text,
        };
    }

    private FaultBand Band(TraceEvent begin, int row)
    {
        var end = Run.Trace.Events.Skip(begin.Number)
            .FirstOrDefault(step => step.Kind == TraceKind.FaultEnds && Equals(step.Data, begin.Data));
        var last = Enumerable.Range(row + 1, Rows.Count - row - 1).Where(i => end.Data is not null && Rows[i].Time >= end.Time)
            .Select(i => Y(i) - (Pitch / 2)).FirstOrDefault(Y(Rows.Count - 1) + (Pitch / 2));
        var isMoment = begin.Data is ClockStepFault or ClockDriftFault;
        return new FaultBand((Fault)begin.Data!, begin.Node, Y(row), isMoment ? Y(row) + 4 : last);
    }
}

/// <summary>A fault in a figure.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Machine">The machine that it hit; -1 for the network.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends, or the figure does.</param>
internal sealed record FaultBand(Fault Fault, int Machine, double From, double To);
