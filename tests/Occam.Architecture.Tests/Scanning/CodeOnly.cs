namespace Occam.Architecture.Tests.Scanning;

/// <summary>C# with comments, strings and characters replaced by blanks of the same length, so that every brace that is left is one.</summary>
internal sealed class CodeOnly
{
    private readonly string _text;
    private readonly char[] _code;
    private int _at;

    private CodeOnly(string text) => (_text, _code) = (text, text.ToCharArray());

    public static string Of(string text)
    {
        CodeOnly scan = new(text);
        while (scan._at < text.Length) scan.Step();
        return new string(scan._code);
    }

    private bool Follows(string expected) => string.CompareOrdinal(_text, _at, expected, 0, expected.Length) == 0;

    private void Step()
    {
        int start = _at;
        if (Follows("//")) Blank(start, EndOfLine());
        else if (Follows("/*")) Blank(start, EndAfter("*/", 2));
        else if (_text[_at] == '#' && IsFirstOfLine()) Blank(start, EndOfLine());
        else if (_text[_at] == '\'') Blank(start, EndOfCharacter());
        else if (_text[_at] is '"' or '$' or '@' && IsString(out int dollars, out bool verbatim, out int quotes)) ReadString(start, dollars, verbatim, quotes);
        else _at++;
    }

    private bool IsFirstOfLine() => string.IsNullOrWhiteSpace(_text[(_text.LastIndexOf('\n', _at) + 1).._at]);

    private int EndOfLine()
    {
        int end = _text.IndexOf('\n', _at);
        return end < 0 ? _text.Length : end;
    }

    private int EndAfter(string mark, int skip)
    {
        int end = _text.IndexOf(mark, _at + skip, StringComparison.Ordinal);
        return end < 0 ? _text.Length : end + mark.Length;
    }

    private int EndOfCharacter()
    {
        int i = _at + 1;
        while (i < _text.Length && _text[i] != '\'') i += _text[i] == '\\' ? 2 : 1;
        return Math.Min(_text.Length, i + 1);
    }

    /// <summary>Whether $s and @s lead to a quote here, and how many of each.</summary>
    private bool IsString(out int dollars, out bool verbatim, out int quotes)
    {
        int i = _at;
        (dollars, verbatim, quotes) = (0, false, 0);
        for (; i < _text.Length && _text[i] is '$' or '@'; i++)
        {
            if (_text[i] == '$') dollars++;
            else verbatim = true;
        }

        while (i + quotes < _text.Length && _text[i + quotes] == '"') quotes++;
        return quotes > 0;
    }

    private void ReadString(int start, int dollars, bool verbatim, int quotes)
    {
        _at += dollars + (verbatim ? 1 : 0);
        bool raw = quotes >= 3 && !verbatim;
        _at += raw ? quotes : 1;
        while (_at < _text.Length && !EndsHere(raw, verbatim, quotes)) Advance(raw, verbatim, dollars);
        Blank(start, Math.Min(_text.Length, _at + (raw ? quotes : 1)));
    }

    private bool EndsHere(bool raw, bool verbatim, int quotes)
    {
        if (_text[_at] != '"') return false;
        if (raw) return Follows(new string('"', quotes));
        if (!verbatim || !Follows("\"\"")) return true;
        _at++;
        return false;
    }

    /// <summary>One character of a string's text, or one whole hole of an interpolated string with the strings inside it.</summary>
    private void Advance(bool raw, bool verbatim, int dollars)
    {
        if (_text[_at] == '\\' && !raw && !verbatim) _at += 2;
        else if (dollars > 0 && _text[_at] == '{' && !raw && Follows("{{")) _at += 2;
        else if (dollars > 0 && Follows(new string('{', dollars))) SkipHole(dollars);
        else _at++;
    }

    private void SkipHole(int braces)
    {
        _at += braces;
        for (int depth = 1; _at < _text.Length && depth > 0;)
        {
            if (_text[_at] == '{') depth++;
            if (_text[_at] == '}') depth--;
            if (depth > 0) Step();
        }

        _at = Math.Min(_text.Length, _at + braces);
    }

    private void Blank(int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            if (_code[i] is not ('\n' or '\r')) _code[i] = ' ';
        }

        _at = end;
    }
}
