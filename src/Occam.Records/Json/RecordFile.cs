using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Occam.Formats.Files;

namespace Occam.Records.Json;

/// <summary>Reads the small documents of a run folder, which may come from anywhere.</summary>
internal static class RecordFile
{
    /// <summary>No document may be longer: pictures are inside figures, but arrays have files of their own.</summary>
    private const long LongestDocument = 1L << 28;

    private const string Damaged = "The file is damaged or from another version; run the experiment again, or restore the file from a copy.";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a document as a record.</summary>
    /// <exception cref="FileFormatException">It is missing, too long, not JSON, or lacks something.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        byte[] bytes = ReadBytes(path);
        return Parse(path, () => JsonSerializer.Deserialize(bytes, type)) ?? throw Fault(path, "a JSON object", "null");
    }

    /// <summary>Reads one line as a record.</summary>
    /// <exception cref="FileFormatException">It is not JSON, or lacks something.</exception>
    public static T ReadLine<T>(string path, long number, string line, JsonTypeInfo<T> type)
        where T : class
    {
        string where = $"{path}, line {number}";
        return Parse(where, () => JsonSerializer.Deserialize(line, type)) ?? throw Fault(where, "a JSON object", "null");
    }

    /// <summary>Reads a document as a tree.</summary>
    /// <exception cref="FileFormatException">It is missing, too long, or not a JSON object.</exception>
    public static JsonObject ReadObject(string path)
    {
        byte[] bytes = ReadBytes(path);
        return Parse(path, () => Tree(bytes)) as JsonObject ?? throw Fault(path, "a JSON object", "another JSON value");
    }

    /// <summary>Reads the bytes of a document.</summary>
    /// <exception cref="FileFormatException">It is missing or too long.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > LongestDocument)
                throw Fault(path, $"at most {LongestDocument} bytes", $"{stream.Length}");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileFormatException($"Reading '{path}'", "an existing file", "nothing of that name", "Name the folder of a run, such as runs/explain-1a2b3c4d.");
        }
        catch (Exception error) when (error is (IOException and not FileFormatException) or UnauthorizedAccessException)
        {
            throw new FileFormatException($"Reading '{path}'", "a readable file", error.Message.TrimEnd('.'), "Check the name and its permissions.");
        }
    }

    /// <summary>The message for a document whose JSON is well formed but not what it should be.</summary>
    public static FileFormatException Fault(string path, string expected, string got) => new($"Reading '{path}'", expected, got, Damaged);

    /// <summary>A tree decodes its texts only when they are asked for; decoding them here keeps half a character from failing later, far from the file's name.</summary>
    private static JsonNode? Tree(byte[] bytes)
    {
        Utf8JsonReader reader = new(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String)
                reader.GetString();
        }
        return JsonNode.Parse(bytes, documentOptions: Strict);
    }

    private static T Parse<T>(string path, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException error)
        {
            string place = error.Path is { Length: > 0 } at ? $" (at {at})" : "";
            throw Fault(path, "JSON of a run folder", error.Message.ReplaceLineEndings(" ").TrimEnd('.') + place);
        }
        catch (InvalidOperationException error)
        {
            throw Fault(path, "texts of whole Unicode characters", error.Message.TrimEnd('.'));
        }
    }
}
