using System.Buffers;
using System.Globalization;
using System.Text;
using Katas.Engine.Linearizability;

namespace Katas.Engine.Histories.Files;

/// <summary>
/// Reads values in extensible data notation (github.com/edn-format/edn), as much of it as histories use: numbers, strings,
/// keywords, symbols, vectors, lists, sets and maps.
/// </summary>
/// <param name="reader">Gives further lines; <see langword="null"/>: only the line given by <see cref="Begin"/>.</param>
/// <param name="example">A right line, for messages.</param>
internal sealed class EdnScanner(TextReader? reader, string example)
{
    private const int Deepest = 64;
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r,;\"[](){}");
    private readonly Names _names = new();
    private string _line = "";
    private int _at;
    private int _number;
    private int? _from;

    /// <summary>The line at which it is, from 1.</summary>
    public int Line => _number;

    /// <summary>Goes to a place in a line.</summary>
    public void Begin(string line, int number, int at) => (_line, _number, _at) = (line, number, at);

    /// <summary>From here on, messages speak of the line on which this event begins.</summary>
    public void BeginEvent() => _from = _number;

    /// <summary>The next character that counts, without taking it; <c>'\0'</c> at the end.</summary>
    public char Peek()
    {
        while (true)
        {
            while (_at < _line.Length)
            {
                var c = _line[_at];
                if (c is ' ' or ',' or '\t' or '\r' || char.IsWhiteSpace(c)) _at++;
                else if (c == ';') _at = _line.Length;
                else if (c == '#' && Next == '_') Discard();
                else return c;
            }

            if (reader?.ReadLine() is not { } line) return '\0';
            Begin(line, _number + 1, _number == 0 && line.StartsWith('\uFEFF') ? 1 : 0);
        }
    }

    /// <summary>Takes a character if it is the next one.</summary>
    public bool Take(char wanted)
    {
        if (Peek() != wanted) return false;
        _at++;
        return true;
    }

    /// <summary>Takes a text if it is next in the line.</summary>
    public bool Take(string wanted)
    {
        if (!_line.AsSpan(_at).StartsWith(wanted, StringComparison.Ordinal)) return false;
        _at += wanted.Length;
        return true;
    }

    /// <summary>Takes a keyword, without its colon; it is valid until the next call.</summary>
    public ReadOnlySpan<char> Keyword(string what)
    {
        if (!Take(':')) throw Wrong($"{Here()} stands where {what} is expected");
        return Token();
    }

    /// <summary>Takes a keyword and keeps it.</summary>
    public string Name(string what) => _names.Of(Keyword(what));

    /// <summary>Takes a value; short texts that recur are kept once.</summary>
    public object? RecurringValue()
    {
        var value = Value();
        return value is string text ? _names.Of(text) : value;
    }

    /// <summary>Takes a value.</summary>
    public object? Value(int depth = 0)
    {
        if (depth > Deepest) throw Wrong($"Values are nested deeper than {Deepest}");
        switch (Peek())
        {
            case '\0': throw Wrong($"The {(reader is null ? "line" : "file")} ends where a value is expected");
            case '"': return Text();
            case ':': return Name("a keyword");
            case '\\': return Character();
            case '[': return Items(']', depth);
            case '(': return Items(')', depth);
            case '{': return Sorted(Pairs(depth));
            case '#' when Next == '{':
                _at++;
                return Sorted(Items('}', depth));
            case '#':
                throw Wrong($"{Here()} is a tagged value, which no model understands; write the plain value");
            case ']' or ')' or '}': throw Wrong($"{Here()} stands where a value is expected");
            default: return Atom(Token());
        }
    }

    /// <summary>A complaint about the event, or about this line.</summary>
    public HistoryException Wrong(string what)
    {
        var seen = _from is null || _from == _number ? "" : $" (seen on line {_number})";
        return EventAssembler.Wrong(_from ?? _number, what + seen, example);
    }

    /// <summary>What is next, for messages.</summary>
    public string Here()
    {
        if (Peek() == '\0') return $"The end of the {(reader is null ? "line" : "file")}";
        var rest = _line.AsSpan(_at);
        return rest.Length <= 24 ? rest.ToString() : $"{rest[..24]}…";
    }

    private char Next => _at + 1 < _line.Length ? _line[_at + 1] : '\0';

    private void Discard()
    {
        _at += 2;
        Value(1);
    }

    private ReadOnlySpan<char> Token()
    {
        var rest = _line.AsSpan(_at);
        var end = rest.IndexOfAny(Ends);
        if (end == 0) throw Wrong("A name ends where it should begin");
        var token = end < 0 ? rest : rest[..end];
        _at += token.Length;
        return token;
    }

    private object? Atom(ReadOnlySpan<char> token)
    {
        if (char.IsAsciiDigit(token[0]) || (token.Length > 1 && token[0] is '-' or '+' && char.IsAsciiDigit(token[1])))
            return Number(token);
        return token switch
        {
            "nil" => null,
            "true" => true,
            "false" => false,
            _ => _names.Of(token),
        };
    }

    private object Number(ReadOnlySpan<char> token)
    {
        var whole = token[^1] == 'N' ? token[..^1] : token;
        if (long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return Values.Box(number);
        var real = 0.0;
        var isReal = token.IndexOfAny('.', 'e', 'E') > 0
            && double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out real) && double.IsFinite(real);
        if (isReal) return real;
        throw Wrong($"{token} is no number of at most 64 bits");
    }

    private string Text()
    {
        var rest = _line.AsSpan(_at + 1);
        var end = rest.IndexOfAny('"', '\\');
        if (end >= 0 && rest[end] == '"')
        {
            _at += end + 2;
            return rest[..end].ToString();
        }

        var text = new StringBuilder();
        for (_at++; _at < _line.Length; _at++)
        {
            var c = _line[_at];
            if (c == '"')
            {
                _at++;
                return text.ToString();
            }

            text.Append(c == '\\' ? Escaped() : c);
        }

        throw Wrong("A text is not closed on its line");
    }

    private char Escaped()
    {
        if (++_at == _line.Length) throw Wrong("A text is not closed on its line");
        switch (_line[_at])
        {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case '"' or '\\' or '/' or '\'': return _line[_at];
            case 'u' when _at + 4 < _line.Length
                && ushort.TryParse(_line.AsSpan(_at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default: throw Wrong($"\\{_line[_at]} is no escape in a text");
        }
    }

    private string Character()
    {
        _at++;
        var token = _at < _line.Length ? _line.AsSpan(_at, 1) : throw Wrong("A character is missing after \\");
        var end = _line.AsSpan(_at + 1).IndexOfAny(Ends);
        var name = _line.AsSpan(_at, end < 0 ? _line.Length - _at : end + 1);
        _at += name.Length;
        return name switch
        {
            "newline" => "\n",
            "space" => " ",
            "tab" => "\t",
            "return" => "\r",
            { Length: 1 } => token.ToString(),
            _ => throw Wrong($"\\{name} is no character"),
        };
    }

    private List<object?> Items(char close, int depth)
    {
        _at++;
        List<object?> items = [];
        while (!Take(close)) items.Add(Value(depth + 1));
        return items;
    }

    private List<object?> Pairs(int depth)
    {
        var items = Items('}', depth);
        if (items.Count % 2 != 0) throw Wrong("A map has a key without a value");
        return [.. items.Chunk(2).Select(pair => (object?)new List<object?>(pair))];
    }

    /// <summary>Sets and maps have no order of their own; in one fixed order equal ones are equal lists.</summary>
    private static List<object?> Sorted(List<object?> items) =>
        [.. items.OrderBy(item => item is long n ? n : 0).ThenBy(item => $"{Values.Normalise(item)}", StringComparer.Ordinal)];
}
