using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Operators;

/// <summary>
/// Hutch++ (Meyer, Musco, Musco and Woodruff 2021): a third of the products finds a space Q that holds the large eigenvalues, a third gives
/// the trace on it exactly, and a third estimates the trace of the rest, (I − QQᵀ)A(I − QQᵀ), by random signs. Exact up to rounding when
/// the rank of A is at most the size of the sketch.
/// </summary>
public static class HutchPlusPlus
{
    /// <summary>Estimates tr A with at most <paramref name="products"/> products, at least 6; memory 2·(products/3)·dimension doubles.</summary>
    /// <exception cref="InputException">Fewer than 6 products: the rest would have no standard error.</exception>
    /// <exception cref="NumericalException">A product is not finite.</exception>
    public static HutchPlusPlusResult Estimate(Workers workers, ILinearOperator matrix, Seed seed, int products = 90, IterationControl control = default)
    {
        if (products < 6) throw new InputException("Hutch++ estimate of a trace", "at least 6 products", $"{products}", "Give it 6 or more: two for each of its three parts.");
        MeteredOperator metered = new(matrix, control);
        int n = metered.Dimension, size = Math.Min(n, products / 3), probes = size == n ? 0 : products - (2 * size);
        double[] q = Sketch(workers, metered, seed.Derive("sketch"), size), product = new double[n], z = new double[n], rest = new double[probes];
        double exact = 0;
        for (int j = 0; j < size; j++)
        {
            metered.Apply(q.AsSpan(j * n, n), product);
            exact += Reductions.Dot<double>(q.AsSpan(j * n, n), product);
        }

        VectorBasis basis = new(workers, n);
        for (int j = 0; j < size; j++) basis.Add(q.AsSpan(j * n, n).ToArray());
        for (int i = 0; i < probes; i++)
        {
            Probes.Fill(ProbeDistribution.Rademacher, seed.Derive("probes"), i, z);
            basis.Remove(z);
            metered.Apply(z, product);
            rest[i] = Reductions.Dot<double>(z, product);
        }

        TraceEstimate remainder = probes == 0 ? new TraceEstimate(0, 0, 0, 0) : TraceEstimate.From(rest, metered.Products);
        return new HutchPlusPlusResult(exact + remainder.Value, remainder.Error, exact, size, probes, metered.Products);
    }

    /// <summary>An orthonormal basis of the range of A·S, S random signs.</summary>
    private static double[] Sketch(Workers workers, MeteredOperator matrix, Seed seed, int size)
    {
        int n = matrix.Dimension;
        double[] z = new double[n], columns = new double[size * n];
        for (int j = 0; j < size; j++)
        {
            Probes.Fill(ProbeDistribution.Rademacher, seed, j, z);
            matrix.Apply(z, columns.AsSpan(j * n, n));
        }

        return QrFactorization.Factor(workers, columns, size, n).Q;
    }
}
