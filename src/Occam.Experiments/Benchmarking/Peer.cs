using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Occam.Experiments.Benchmarking;

/// <summary>The same work in PyTorch, where Python, PyTorch and the programs of benchmarks/peers are at hand.</summary>
public sealed class Peer
{
    private const string Script = "benchmarks/peers/peers.py";
    private readonly string _python, _script;

    private Peer(string python, string script) => (_python, _script) = (python, script);

    /// <summary>Looks for the programs from the current folder upwards; null when they are not there.</summary>
    /// <param name="python">The Python to use: one that can import torch.</param>
    public static Peer? Find(string python)
    {
        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, Script);
            if (File.Exists(script)) return new Peer(python, script);
        }

        return null;
    }

    /// <summary>The peer's best time in a row, or why there is none.</summary>
    public (Measurement? Time, string Problem) Measure(string row, int threads, double seconds)
    {
        ProcessStartInfo start = new(_python) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in (string[])[_script, row, threads.ToString(CultureInfo.InvariantCulture), "--seconds", seconds.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(word);
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) return (null, LastLine(errors.Result));
            JsonNode result = JsonNode.Parse(LastLine(output))!;
            Measurement time = new(
                result["seconds_median"]!.GetValue<double>(), result["seconds_min"]!.GetValue<double>(), result["repetitions"]!.GetValue<int>(),
                $"torch {result["torch"]}, {Words(result["setting"])}, {Words(result["blas"])}");
            return (time, "");
        }
        catch (Exception failure) when (failure is Win32Exception or System.Text.Json.JsonException or InvalidOperationException or NullReferenceException)
        {
            return (null, failure.Message);
        }
    }

    /// <summary>A list, or an object, or one word, on one line.</summary>
    private static string Words(JsonNode? node) => node switch
    {
        JsonArray list => string.Join(' ', list.Select(Words)),
        JsonObject pairs => string.Join(' ', pairs.Select(p => $"{p.Key}={Words(p.Value)}")),
        null => "",
        _ => node.ToString(),
    };

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
