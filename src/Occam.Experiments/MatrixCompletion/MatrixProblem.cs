using Occam.Factorization.Objectives;
using Occam.Factorization.Spectra;
using Occam.Numerics.Dense;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>A random matrix of low rank, M = c·UVᵀ with normal U and V of size × rank and ‖M‖_F = size, and what is known of it.</summary>
internal sealed class MatrixProblem
{
    private readonly Seed _seed;

    /// <summary>One of the plan's matrices.</summary>
    public MatrixProblem(Seed seed, MatrixPlan plan, int draw)
    {
        (Size, Completes, _seed) = (plan.Size, plan.Completes, seed.Derive("matrix").Derive(draw));
        double[] left = new double[plan.Size * plan.Rank], right = new double[left.Length];
        _seed.Derive("left").Normals(left, 0.0, 1.0);
        _seed.Derive("right").Normals(right, 0.0, 1.0);
        Truth = new double[Size * Size];
        using Workers workers = new(1);
        Gemm.Multiply(workers, new MatrixView<double>(left, Size, plan.Rank), new MatrixView<double>(right, Size, plan.Rank).Transposed, Truth);
        VectorOperations.Scale(Size / Math.Sqrt(Reductions.SumOfSquares<double>(Truth)), Truth);
    }

    /// <summary>Rows and columns.</summary>
    public int Size { get; }

    /// <summary>Whether entries are observed.</summary>
    public bool Completes { get; }

    /// <summary>M, row-major.</summary>
    public double[] Truth { get; }

    /// <summary>The first of the entries in a random order: more observations include fewer.</summary>
    public Observations Observations(int count)
    {
        int[] order = [.. Enumerable.Range(0, Truth.Length)];
        _seed.Derive("places").Permutation(order);
        int[] places = order[..count];
        Array.Sort(places);
        return Factorization.Objectives.Observations.Of(Size, Size, [.. places], [.. places.Select(at => Truth[at])]);
    }

    /// <summary>What a descent goes down on.</summary>
    public IMatrixObjective Objective(int count) => Completes ? new Completion(Observations(count)) : Sensing(count);

    /// <summary>(1/n²)·Σ(W − M)² over all entries.</summary>
    public double Error(ReadOnlySpan<double> matrix)
    {
        double[] difference = new double[Truth.Length];
        VectorOperations.Subtract(matrix, Truth, difference);
        return Reductions.SumOfSquares<double>(difference) / difference.Length;
    }

    /// <summary>What is written down of a matrix: its singular values say the rest.</summary>
    public static double[] SpectrumOf(ReadOnlySpan<double> matrix, int size) => SingularValueDecomposition.Of(matrix, size, size).Values;

    /// <summary>Nuclear norm and effective rank.</summary>
    public static (double NuclearNorm, double EffectiveRank) SizesOf(double[] spectrum) => (Spectrum.NuclearNorm(spectrum), Spectrum.EffectiveRank(spectrum));

    /// <summary>Independent normal entries of standard deviation 1/size, one matrix for each measurement.</summary>
    private Sensing Sensing(int count)
    {
        double[] matrices = new double[checked(count * Truth.Length)], values = new double[count];
        _seed.Derive("measurements").Normals(matrices, 0.0, 1.0 / Size);
        for (int i = 0; i < count; i++) values[i] = Reductions.Dot<double>(matrices.AsSpan(i * Truth.Length, Truth.Length), Truth);
        return new Sensing(Size, Size, matrices, values);
    }
}
