using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Formats.Npy;
using Occam.Records;

namespace Occam.Experiments.Running;

/// <summary>The arrays of a run on disk: what the watches of its trainings left, and the results of its computations.</summary>
internal sealed class RunArrays(RunFolder folder)
{
    public double[] Read(string name) => NpyFile.Read(folder.ArrayPath(name)).ToDouble();

    /// <summary>Whether every result of a computation is there.</summary>
    public bool Holds(Computation computation) => computation.Results.All(r => File.Exists(folder.ArrayPath(computation.FileOf(r))));

    public void Keep(IEnumerable<Trial> trials)
    {
        foreach (Trial trial in trials)
        {
            foreach (NamedArray array in trial.Arrays) Write($"{trial.Plan.Series}-{array.Name}", array.Values);
        }
    }

    public void Keep(Computation computation, IReadOnlyList<NamedArray> results)
    {
        if (!results.Select(r => r.Name).Order(StringComparer.Ordinal).SequenceEqual(computation.Results.Order(StringComparer.Ordinal)))
        {
            throw new InvalidOperationException(
                $"Computation '{computation.Name}': expected {string.Join(", ", computation.Results)}, got {string.Join(", ", results.Select(r => r.Name))}. Return what was announced.");
        }

        foreach (NamedArray result in results) Write(computation.FileOf(result.Name), result.Values);
    }

    private void Write(string name, double[] values)
    {
        string path = folder.ArrayPath(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        NpyFile.Write<double>(path, [values.Length], values);
    }
}
