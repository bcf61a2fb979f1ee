using System.Text;
using Katas.Engine.Reporting.Histories;
using Katas.Simulation;

namespace Katas.Engine.Reporting.Simulations;

/// <summary>Where the columns of a text diagram stand, and what is written between them.</summary>
/// <param name="nodes">The names of all machines.</param>
/// <param name="machines">Those that have a column, in their order.</param>
/// <param name="label">How long a text may be.</param>
/// <param name="withTimers">Whether a text says that a timer set the machine going.</param>
/// <remarks>
/// A row holds one message at the most, so its text may reach over other columns as far as the one that the arrow goes to.
/// Columns are therefore as far apart as the longest text between two of them, and not as wide as the longest text in each.
/// </remarks>
internal sealed class SpaceTimeColumns(IReadOnlyList<NodeId> nodes, List<int> machines, int label, bool withTimers)
{
    private const int ShortestArrow = 5;
    private const int WidestLocal = 44;
    private const string CrossToTheLeft = "x--- ";

    private readonly int[] _starts = new int[machines.Count];

    /// <summary>The names above the columns.</summary>
    public string Heading
    {
        get
        {
            var line = new StringBuilder();
            for (var i = 0; i < machines.Count; i++) Write(line, _starts[i], Name(machines[i]));
            return line.ToString();
        }
    }

    /// <summary>A row's texts: at one column, or at two with an arrow between.</summary>
    public RowParts Parts(StoryRow row)
    {
        var (from, to) = (machines.IndexOf(row.From), row.To.Count == 1 ? machines.IndexOf(row.To[0]) : -1);
        var room = row.From < 0 ? 80 : row.Arrow == Arrow.None ? WidestLocal : label + 6;
        var answer = StepWords.Locals(row, room);
        if (row.Arrow == Arrow.None) return new RowParts(Math.Max(from, 0), Lead(row) + answer);
        var message = Lead(row) + StepWords.Message(row.Message.Data, label);
        if (row.Note == "again") message += " again";
        if (row.Arrow == Arrow.Lost) return Lost(row, message, from);
        var colon = answer == "" ? "" : ": ";
        if (row.From == row.To[0]) return new RowParts(Math.Max(from, 0), $"{message} to itself{colon}{answer}");
        var many = Many(row);
        if (row.Arrow == Arrow.Leaves)
            return new RowParts(Math.Max(from, 0), $"{message} - - {$"{row.Note} to".TrimStart()} {nodes[row.To[0]]}");
        if (from < 0) return new RowParts(to, $"<- {message} from {nodes[row.From]}{many}{colon}{answer}");
        if (to < 0) return new RowParts(from, $"{message} -> {nodes[row.To[0]]}{many}");
        return new RowParts(from, message, to, (answer + many).TrimStart(',', ' '), row.Arrow == Arrow.Arrives);
    }

    /// <summary>Puts the columns where all these texts have room, as near to each other as can be.</summary>
    public void Place(IReadOnlyList<RowParts> rows)
    {
        for (var i = 1; i < _starts.Length; i++)
        {
            _starts[i] = _starts[i - 1] + Math.Max(Name(machines[i - 1]).Length + 2, 8);
            foreach (var row in rows.Where(row => row.To >= 0 && Math.Max(row.At, row.To) == i))
            {
                var left = row.At < row.To ? row.Text.Length : row.Answer.Length;
                var other = Math.Min(row.At, row.To);
                _starts[i] = Math.Max(_starts[i], _starts[other] + left + (left > 0 ? 1 : 0) + ShortestArrow + 1);
            }

            // What is lost on its way to the left has its cross there.
            if (rows.Any(row => row.To < 0 && row.At == i && row.Text.StartsWith(CrossToTheLeft, StringComparison.Ordinal)))
                _starts[i] = Math.Max(_starts[i], _starts[i - 1] + 8);
        }
    }

    /// <summary>The row, from the first column on.</summary>
    public string Line(RowParts row)
    {
        var line = new StringBuilder();
        if (row.To < 0)
        {
            var outdent = row.Text.StartsWith(CrossToTheLeft, StringComparison.Ordinal) ? CrossToTheLeft.Length : 0;
            return Write(line, Math.Max(_starts[row.At] - outdent, 0), row.Text).ToString();
        }

        if (row.At < row.To)
        {
            Write(line, _starts[row.At], row.Text + " ");
            Stroke(line, _starts[row.To] - 2, row.IsLate);
            return line.Append(row.Head ?? '>').Append(' ').Append(row.Answer).ToString();
        }

        Write(line, _starts[row.To], $"{row.Answer}{(row.Answer == "" ? "" : " ")}{row.Head ?? '<'}");
        Stroke(line, _starts[row.At] - 1, row.IsLate);
        return line.Append(' ').Append(row.Text).ToString();
    }

    private static void Stroke(StringBuilder line, int until, bool isLate)
    {
        for (var i = 0; line.Length < until; i++) line.Append(isLate && i % 2 == 1 ? ' ' : '-');
    }

    private RowParts Lost(StoryRow row, string message, int from)
    {
        var many = Many(row);
        var to = row.To.Count == 1 ? machines.IndexOf(row.To[0]) : -1;
        if (from >= 0 && to >= 0 && from != to) return new RowParts(from, message, to, row.Note + many, Head: 'x');
        var why = $"{row.Note}, to {string.Join(", ", row.To.Select(node => nodes[node]))}{many}";
        if (from < 0) return new RowParts(0, $"{nodes[row.From]}: {message} --x {why}");
        var isLeft = from > 0 && row.To.All(node => node < row.From);
        return new RowParts(from, isLeft ? $"{CrossToTheLeft}{message}  {why}" : $"{message} ---x {why}");
    }

    private string Lead(StoryRow row) => row.Lead == Story.TimerLead && !withTimers ? "" : row.Lead;

    private static string Many(StoryRow row) => row.Count == 1 ? "" : row.Last - row.Time < TimeSpan.FromMilliseconds(1)
        ? $", {row.Count} x"
        : $", {row.Count} x until {Math.Round(row.Last.TotalMilliseconds)} ms";

    /// <summary>Long names are cut in the middle: often only their ends differ.</summary>
    private string Name(int machine)
    {
        var (name, room) = (Labels.OneLine(nodes[machine].Name), Math.Clamp(label, 10, 16));
        return name.Length <= room ? name : $"{name[..(room - 6)]}…{name[^5..]}";
    }

    private static StringBuilder Write(StringBuilder line, int at, string text) =>
        line.Append(' ', Math.Max(at - line.Length, 0)).Append(text);
}

/// <summary>The texts of a row.</summary>
/// <param name="At">The column of the first.</param>
/// <param name="Text">What stands there.</param>
/// <param name="To">The column that the arrow goes to; -1: there is no arrow.</param>
/// <param name="Answer">What stands behind its head.</param>
/// <param name="IsLate">Whether it left in an earlier row.</param>
/// <param name="Head">The arrow's head, if it is another than usual.</param>
internal sealed record RowParts(int At, string Text, int To = -1, string Answer = "", bool IsLate = false, char? Head = null);
