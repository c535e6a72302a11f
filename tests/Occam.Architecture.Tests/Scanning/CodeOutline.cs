using System.Text.RegularExpressions;

namespace Occam.Architecture.Tests.Scanning;

/// <summary>The types and functions of a file, found by its braces. A lambda or local function belongs to the function around it.</summary>
internal sealed partial class CodeOutline
{
    private readonly string _code;
    private readonly List<CodeFunction> _functions = [];
    private readonly List<CodeType> _types = [];
    private int _firstStatement = -1, _lastStatement;

    private CodeOutline(string text)
    {
        _code = CodeOnly.Of(text);
        ReadMembers(0, _code.Length, depth: 0);
        if (_firstStatement >= 0) _functions.Add(new("top-level statements", LineOf(_firstStatement), LineOf(_lastStatement)));
    }

    public IReadOnlyList<CodeFunction> Functions => _functions;

    public IReadOnlyList<CodeType> Types => _types;

    /// <summary>The file-scoped namespace, or null.</summary>
    public string? Namespace => FileNamespace().Match(_code) is { Success: true } match ? match.Groups[1].Value : null;

    public static CodeOutline Of(string text) => new(text);

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex FileNamespace();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?)\s+(\w+)")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"\bdelegate\s+[^(]*?(\w+)\s*(?:<[^>]*>)?\s*\(")]
    private static partial Regex DelegateHeader();

    [GeneratedRegex(@"^\s*(?:\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\s*)+")]
    private static partial Regex Attributes();

    /// <summary>Reads the members of a file, a namespace block or a type between two places.</summary>
    private void ReadMembers(int start, int end, int depth)
    {
        for (int i = start; i < end;)
        {
            int header = HeaderEnd(i, end);
            if (header >= end) return;
            int stop = MemberEnd(header, end);
            string text = _code[i..header];
            int first = i + Attributes().Match(text).Length;
            while (first < header && char.IsWhiteSpace(_code[first])) first++;
            ReadMember(_code[first..header], first, header, stop, depth);
            i = stop;
        }
    }

    private void ReadMember(string header, int first, int body, int stop, int depth)
    {
        if (header.TrimStart().StartsWith("namespace ", StringComparison.Ordinal))
        {
            if (_code[body] == '{') ReadMembers(body + 1, stop - 1, depth);
            return;
        }

        if (TypeHeader().Match(header.Split('(')[0]) is { Success: true } type) ReadType(type.Groups[1].Value, header, body, stop, depth);
        else if (DelegateHeader().Match(header) is { Success: true } named && _code[body] == ';') ReadType(named.Groups[1].Value, header, body, stop, depth);
        else if (depth == 0) NoteStatement(header, first, stop);
        else if (_code[body] == '{') AddFunction(header, first, BlockEnd(body));
        else if (IsArrow(body)) AddFunction(header, first, stop);
    }

    private void AddFunction(string header, int first, int stop) =>
        _functions.Add(new(string.Join(' ', header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LineOf(first), LineOf(stop - 1)));

    private void ReadType(string name, string header, int body, int stop, int depth)
    {
        if (depth == 0) _types.Add(new(name, Regex.IsMatch(header, @"\bpublic\b")));
        if (_code[body] == '{') ReadMembers(body + 1, stop - 1, depth + 1);
    }

    private void NoteStatement(string header, int first, int stop)
    {
        if (header.Length == 0 || Regex.IsMatch(header, @"^(global\s+)?using\b")) return;
        if (_firstStatement < 0) _firstStatement = first;
        _lastStatement = stop - 1;
    }

    /// <summary>The first of {, ;, = and => outside parentheses and brackets: where a member's header ends.</summary>
    private int HeaderEnd(int i, int end)
    {
        for (int nested = 0; i < end; i++)
        {
            if (_code[i] is '(' or '[') nested++;
            else if (_code[i] is ')' or ']') nested--;
            else if (nested == 0 && (_code[i] is '{' or ';' || IsAssignment(i))) return i;
        }

        return end;
    }

    /// <summary>Where a member ends: after its semicolon or after the block that is its body.</summary>
    private int MemberEnd(int i, int end)
    {
        bool block = _code[i] == '{';
        for (int nested = 0; i < end; i++)
        {
            if (_code[i] is '(' or '[' or '{') nested++;
            else if (_code[i] is ')' or ']' or '}') nested--;
            if (nested != 0 || (_code[i] != ';' && !(block && _code[i] == '}'))) continue;
            int next = i + 1;
            while (next < end && char.IsWhiteSpace(_code[next])) next++;
            if (!block || next >= end || _code[next] != '=' || _code[i] == ';') return i + 1;
            block = false; // A property with an initializer goes on to its semicolon.
        }

        return end;
    }

    private int BlockEnd(int brace)
    {
        for (int nested = 0; brace < _code.Length; brace++)
        {
            if (_code[brace] == '{') nested++;
            else if (_code[brace] == '}' && --nested == 0) return brace + 1;
        }

        return _code.Length;
    }

    private bool IsArrow(int i) => _code[i] == '=' && i + 1 < _code.Length && _code[i + 1] == '>';

    private bool IsAssignment(int i) => _code[i] == '=' && (i == 0 || _code[i - 1] is not ('=' or '!' or '<' or '>')) && !Regex.IsMatch(_code[Math.Max(0, i - 12)..i], @"operator\s*$");

    private int LineOf(int position) => 1 + _code.AsSpan(0, Math.Min(position, _code.Length)).Count('\n');
}
