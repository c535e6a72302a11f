using System.Globalization;
using Occam.Formats.Files;

namespace Occam.Formats.Npy;

/// <summary>
/// Reads the one kind of Python literal that an npy header may hold: a dictionary of strings, truth values and tuples of whole numbers.
/// Nothing else of Python is understood, so nothing can be smuggled in.
/// </summary>
internal sealed class PythonDictionary
{
    private readonly string text;
    private readonly ByteSource source;
    private int position;

    private PythonDictionary(string text, ByteSource source)
    {
        this.text = text;
        this.source = source;
    }

    private char Next => position < text.Length ? text[position] : '\0';

    /// <summary>The values by key: string, bool or long[].</summary>
    public static Dictionary<string, object> Parse(string text, ByteSource source) => new PythonDictionary(text, source).Parse();

    private Dictionary<string, object> Parse()
    {
        Dictionary<string, object> values = new(StringComparer.Ordinal);
        Require('{');
        while (!Skip('}'))
        {
            string key = Text();
            Require(':');
            if (!values.TryAdd(key, Value())) throw Fault($"the key {Shown.Text(key)} once", "it twice");
            if (Skip(',')) continue;
            Require('}');
            break;
        }
        SkipSpace();
        if (position < text.Length) throw Fault("nothing after the dictionary", Here());
        return values;
    }

    private object Value()
    {
        SkipSpace();
        switch (Next)
        {
            case '\'' or '"': return Text();
            case '(': return Tuple();
            case '[':
                throw source.Fault("numbers of one type", "a structured array with named fields",
                    "Save each field by itself, e.g. np.save(path, array['field']).");
        }
        if (SkipWord("True")) return true;
        if (SkipWord("False")) return false;
        throw Fault("a string, True, False or a tuple of whole numbers", Here());
    }

    private string Text()
    {
        SkipSpace();
        char quote = Next;
        int end = quote is '\'' or '"' ? text.IndexOf(quote, position + 1) : -1;
        if (end < 0) throw Fault("a string", Here());
        string value = text[(position + 1)..end];
        position = end + 1;
        return value;
    }

    private long[] Tuple()
    {
        List<long> items = [];
        bool comma = false;
        Require('(');
        while (!Skip(')'))
        {
            items.Add(Number());
            bool more = Skip(',');
            comma |= more;
            if (more) continue;
            Require(')');
            break;
        }
        // In Python (3) is a number; only (3,) is a tuple.
        if (items.Count == 1 && !comma) throw Fault("a tuple", "a number in parentheses");
        return [.. items];
    }

    private long Number()
    {
        SkipSpace();
        int end = position;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (end == position && text[end] == '-'))) end++;
        if (!long.TryParse(text.AsSpan(position, end - position), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            throw Fault("a whole number below 2^63", Here());
        position = end;
        // Python 2 wrote long integers as 3L.
        if (Next == 'L') position++;
        return value;
    }

    private bool SkipWord(string word)
    {
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0) return false;
        position += word.Length;
        return true;
    }

    private bool Skip(char wanted)
    {
        SkipSpace();
        if (Next != wanted) return false;
        position++;
        return true;
    }

    private void Require(char wanted)
    {
        if (!Skip(wanted)) throw Fault($"'{wanted}'", Here());
    }

    private void SkipSpace()
    {
        while (Next is ' ' or '\n' or '\t' or '\r') position++;
    }

    private string Here() => position < text.Length ? Shown.Text(text[position..Math.Min(text.Length, position + 20)]) : "the end of the header";

    private FileFormatException Fault(string expected, string got) =>
        source.Fault($"an npy header with {expected} at character {position}", got, NpyHeader.NotNpy);
}
