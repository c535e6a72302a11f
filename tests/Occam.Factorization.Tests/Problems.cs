using System.Collections.Immutable;
using Occam.Factorization.Objectives;

namespace Occam.Factorization.Tests;

/// <summary>Problems that several tests pose.</summary>
internal static class Problems
{
    /// <summary>Random places of a random matrix of a given rank with a root mean square of 1.</summary>
    public static (double[] Truth, Observations Observed) Completion(int rows, int columns, int rank, int count, string name = "completion")
    {
        Draws draws = new(name);
        double[] left = draws.Normals(rows * rank), right = draws.Normals(columns * rank), truth = new double[rows * columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                for (int r = 0; r < rank; r++) truth[(i * columns) + j] += left[(i * rank) + r] * right[(j * rank) + r];
        double scale = Math.Sqrt(truth.Length) / Vectors.Norm(truth);
        for (int at = 0; at < truth.Length; at++) truth[at] *= scale;
        int[] order = [.. Enumerable.Range(0, truth.Length).OrderBy(_ => draws.Uniform())];
        Array.Sort(order, 0, count);
        return (truth, Observations.Of(rows, columns, [.. order.Take(count)], [.. order.Take(count).Select(at => truth[at])]));
    }

    public static Observations Observed(int rows, int columns, params double?[] entries)
    {
        ImmutableArray<int> places = [.. Enumerable.Range(0, entries.Length).Where(at => entries[at] is not null)];
        return Observations.Of(rows, columns, places, [.. places.Select(at => entries[at]!.Value)]);
    }
}
