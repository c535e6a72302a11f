using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Spectra;

/// <summary>The gradient of a loss in the singular vectors of the matrix at which it is taken: Uᵀ·∂L/∂W·V.</summary>
/// <param name="Count">k, singular values.</param>
/// <param name="Matrix">Row-major [k, k]; element (r, s) is ⟨∂L/∂W, u_r v_sᵀ⟩.</param>
public sealed record SpectralFlow(int Count, double[] Matrix)
{
    /// <summary>The gradient in these singular vectors.</summary>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="svd">Of W.</param>
    /// <param name="gradient">∂L/∂W, row-major.</param>
    public static SpectralFlow Of(Workers workers, SingularValueDecomposition svd, ReadOnlySpan<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(svd);
        int k = svd.Values.Length, rows = svd.Left.Length / k, columns = svd.Right.Length / k;
        double[] half = new double[k * columns], matrix = new double[k * k];
        Gemm.Multiply(workers, new MatrixView<double>(svd.Left, k, rows), new MatrixView<double>(gradient, rows, columns), half);
        Gemm.Multiply(workers, new MatrixView<double>(half, k, columns), new MatrixView<double>(svd.Right, k, columns).Transposed, matrix);
        return new SpectralFlow(k, matrix);
    }

    /// <summary>
    /// σ̇_r = −N·σ_r^(2 − 2/N)·⟨∂L/∂W, u_r v_rᵀ⟩: the speed of a singular value under gradient flow on N balanced factors (Arora et al. 2019, theorem 3).
    /// </summary>
    public double Speed(double value, int r, int depth) => -depth * Elementary.Power(value, 2 - (2.0 / depth)) * Matrix[r * (Count + 1)];

    /// <summary>The part of the squared gradient that lies on the diagonal, in [0, 1]: 1 where singular vectors stand still. NaN for a gradient of zeros.</summary>
    public double DiagonalShare()
    {
        double diagonal = 0, all = 0;
        for (int at = 0; at < Matrix.Length; at++)
        {
            double square = Matrix[at] * Matrix[at];
            all += square;
            if (at % (Count + 1) == 0) diagonal += square;
        }

        return diagonal / all;
    }
}
