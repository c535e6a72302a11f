using Occam.Numerics.Dense;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Chains;

/// <summary>The first parameters of a chain. With scale s the product W has singular values of about s, whatever the depth N.</summary>
public static class ChainInitializer
{
    /// <summary>Independent normal entries of standard deviation s^(1/N)/√(columns of the factor): ‖W‖_F ≈ s·√n for factors of n × n. Source: the program of Arora et al. 2019.</summary>
    public static double[] Normal(LinearChain chain, double scale, Seed seed)
    {
        double[] parameters = Zeros(chain, scale);
        for (int j = 1; j <= chain.Depth; j++)
        {
            (int offset, int rows, int columns) = chain.Factor(j);
            seed.Derive($"factor{j}").Normals(parameters.AsSpan(offset, rows * columns), 0, Root(chain, scale) / Math.Sqrt(columns));
        }

        return parameters;
    }

    /// <summary>s^(1/N)·I for every factor, with zeros beside the square where it is none: balanced.</summary>
    public static double[] Identity(LinearChain chain, double scale)
    {
        double[] parameters = Zeros(chain, scale);
        for (int j = 1; j <= chain.Depth; j++)
        {
            (int offset, int rows, int columns) = chain.Factor(j);
            for (int i = 0; i < Math.Min(rows, columns); i++) parameters[offset + (i * columns) + i] = Root(chain, scale);
        }

        return parameters;
    }

    /// <summary>
    /// W_j = s^(1/N)·Q_j·Q_{j−1}ᵀ with random orthogonal Q_j, uniform but for the signs of columns, for a chain of square factors: balanced, that is
    /// W_{j+1}ᵀW_{j+1} = W_jW_jᵀ.
    /// </summary>
    public static double[] Orthogonal(Workers workers, LinearChain chain, double scale, Seed seed)
    {
        double[] parameters = Zeros(chain, scale);
        int n = chain.Columns;
        double[] before = Q(0);
        for (int j = 1; j <= chain.Depth; j++)
        {
            (int offset, int rows, int columns) = chain.Factor(j);
            if (rows != n || columns != n) throw new ArgumentException($"ChainInitializer: expected square factors, got {rows} × {columns} as factor {j}. Draw normal entries instead.");
            double[] q = Q(j);
            Span<double> factor = parameters.AsSpan(offset, n * n);
            Gemm.Multiply(workers, new MatrixView<double>(q, n, n), new MatrixView<double>(before, n, n).Transposed, factor);
            VectorOperations.Scale(Root(chain, scale), factor);
            before = q;
        }

        return parameters;

        double[] Q(int j)
        {
            double[] draws = new double[n * n];
            seed.Derive($"orthogonal{j}").Normals(draws, 0.0, 1.0);
            return QrFactorization.Factor(workers, draws, n, n).Q;
        }
    }

    private static double[] Zeros(LinearChain chain, double scale)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return new double[chain.ParameterCount];
    }

    private static double Root(LinearChain chain, double scale) => Elementary.Power(scale, 1.0 / chain.Depth);
}
