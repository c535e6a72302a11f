using Occam.Numerics.Random;
using Occam.Numerics.Simd;

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

    private static double[] Zeros(LinearChain chain, double scale)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return new double[chain.ParameterCount];
    }

    private static double Root(LinearChain chain, double scale) => Elementary.Power(scale, 1.0 / chain.Depth);
}
