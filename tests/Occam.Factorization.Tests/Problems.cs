using System.Collections.Immutable;
using Occam.Factorization.Chains;
using Occam.Factorization.Objectives;
using Occam.Numerics.Dense;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

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

    /// <summary>W_j = s^(1/N)·Q_j·Q_{j−1}ᵀ with random orthogonal Q_j of n × n: balanced, W_{j+1}ᵀW_{j+1} = W_jW_jᵀ.</summary>
    public static double[] Orthogonal(Workers workers, LinearChain chain, double scale, Seed seed)
    {
        double[] parameters = new double[chain.ParameterCount], before = Q(0);
        int n = chain.Columns;
        for (int j = 1; j <= chain.Depth; j++)
        {
            double[] q = Q(j), factor = new double[n * n];
            Gemm.Multiply(workers, new MatrixView<double>(q, n, n), new MatrixView<double>(before, n, n).Transposed, factor);
            for (int at = 0; at < factor.Length; at++) parameters[chain.Factor(j).Offset + at] = factor[at] * Math.Pow(scale, 1.0 / chain.Depth);
            before = q;
        }

        return parameters;

        double[] Q(int j)
        {
            double[] draws = new double[chain.Columns * chain.Columns];
            seed.Derive($"orthogonal{j}").Normals(draws, 0.0, 1.0);
            return QrFactorization.Factor(workers, draws, chain.Columns, chain.Columns).Q;
        }
    }
}
