using Occam.Factorization.Chains;
using Occam.Factorization.Objectives;
using Occam.Factorization.Spectra;
using Occam.Numerics.Dense;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Tests;

public sealed class SpectrumTests
{
    [Fact]
    public void Norms_and_ranks_by_hand()
    {
        double[] values = [4, 1];
        Assert.Equal(5, Spectrum.NuclearNorm(values));
        Assert.Equal(Math.Exp(-(0.8 * Math.Log(0.8)) - (0.2 * Math.Log(0.2))), Spectrum.EffectiveRank(values), 1e-15);
        Assert.Equal(3, Spectrum.EffectiveRank([2, 2, 2, 0]), 1e-14);
        Assert.Equal(1, Spectrum.EffectiveRank([0.1, 0, 0]), 1e-15);
        Assert.True(double.IsNaN(Spectrum.EffectiveRank([0, 0])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Singular_values_move_at_the_speed_of_the_theorem(int depth)
    {
        // With balanced factors the difference to one short step is of first order in the step, so half the step halves it.
        double error = SpeedError(depth, 1e-4), half = SpeedError(depth, 5e-5);
        Assert.InRange(error, 0, 0.02);
        Assert.InRange(half / error, 0.45, 0.55);
    }

    [Fact]
    public void A_gradient_with_the_matrix_own_vectors_is_diagonal()
    {
        using Workers workers = new(1);
        double[] w = new Draws("w").Normals(12);
        SingularValueDecomposition svd = SingularValueDecomposition.Of(w, 3, 4);
        Assert.Equal(1, SpectralFlow.Of(workers, svd, w).DiagonalShare(), 1e-14);
        SpectralFlow crossed = SpectralFlow.Of(workers, svd, Outer(svd.Left.AsSpan(0, 3), svd.Right.AsSpan(4, 4)));
        Assert.Equal(0, crossed.DiagonalShare(), 1e-14);
        Assert.Equal(1, crossed.Matrix[1], 1e-14);
    }

    private static double[] Outer(ReadOnlySpan<double> u, ReadOnlySpan<double> v)
    {
        double[] a = new double[u.Length * v.Length];
        for (int i = 0; i < u.Length; i++)
            for (int j = 0; j < v.Length; j++) a[(i * v.Length) + j] = u[i] * v[j];
        return a;
    }

    /// <summary>Factors with W_{j+1}ᵀW_{j+1} = W_jW_jᵀ whose product has eight values from 0.2 to 1.6.</summary>
    private static double[] Balanced(Workers workers, LinearChain chain)
    {
        double[] parameters = Problems.Orthogonal(workers, chain, 1, new Seed(3));
        SingularValueDecomposition last = SingularValueDecomposition.Of(new Draws("last").Normals(64), 8, 8);
        for (int j = 1; j <= chain.Depth; j++)
        {
            // The factor's own orthogonal matrix Q becomes Q·P·diag·Pᵀ; P is the same once it is carried through the factors before.
            Span<double> factor = parameters.AsSpan(chain.Factor(j).Offset, 64);
            double[] carried = last.Left, next = new double[64], scaled = new double[64];
            Gemm.Multiply(workers, new MatrixView<double>(carried, 8, 8), new MatrixView<double>(factor, 8, 8).Transposed, next);
            for (int r = 0; r < 8; r++)
                for (int c = 0; c < 8; c++) scaled[(r * 8) + c] = next[(r * 8) + c] * Math.Pow(0.2 * (r + 1), 1.0 / chain.Depth);
            Gemm.Multiply(workers, new MatrixView<double>(scaled, 8, 8).Transposed, new MatrixView<double>(carried, 8, 8), factor);
            last = last with { Left = next };
        }

        return parameters;
    }

    private static double SpeedError(int depth, double rate)
    {
        using Workers workers = new(1);
        LinearChain chain = new([.. Enumerable.Repeat(8, depth + 1)]);
        ChainDescent descent = new(
            chain, new Completion(Problems.Completion(8, 8, 2, 40).Observed), new GradientDescent<double>(), new StepSize(rate), Balanced(workers, chain));
        (SingularValueDecomposition before, SpectralFlow flow) = Observe();
        descent.Advance(workers);
        (SingularValueDecomposition after, _) = Observe();
        double error = 0, size = 0;
        for (int r = 0; r < 8; r++)
        {
            double speed = flow.Speed(before.Values[r], r, depth), moved = (after.Values[r] - before.Values[r]) / rate;
            (error, size) = (error + ((speed - moved) * (speed - moved)), size + (speed * speed));
        }

        return Math.Sqrt(error / size);

        (SingularValueDecomposition, SpectralFlow) Observe()
        {
            descent.Evaluate(workers, out ReadOnlySpan<double> product);
            SingularValueDecomposition svd = SingularValueDecomposition.Of(product, 8, 8);
            return (svd, SpectralFlow.Of(workers, svd, descent.MatrixGradient));
        }
    }
}
