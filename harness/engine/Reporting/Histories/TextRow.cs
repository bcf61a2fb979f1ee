namespace Katas.Engine.Reporting.Histories;

/// <summary>A line of characters that is written to out of order, and that grows.</summary>
internal sealed class TextRow
{
    private readonly List<char> _cells = [];

    /// <summary>Whether nothing is written from one column to another, one more on each side included.</summary>
    public bool IsFree(int column, int length) =>
        Enumerable.Range(column - 1, length + 2).All(i => i < 0 || i >= _cells.Count || _cells[i] == ' ');

    /// <summary>Writes a text from a column on.</summary>
    public TextRow Write(int column, string text)
    {
        while (_cells.Count < column + text.Length) _cells.Add(' ');
        for (var i = 0; i < text.Length; i++) _cells[column + i] = text[i];
        return this;
    }

    public override string ToString() => new string([.. _cells]).TrimEnd();
}
