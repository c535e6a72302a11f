using Occam.Numerics.Errors;

namespace Occam.Kernels.Matrices;

/// <summary>Vectors that a kernel compares, row-major [count, dimension], not copied, and their squared norms.</summary>
public sealed class KernelInputs
{
    /// <summary>Wraps the values.</summary>
    /// <param name="values">[count, dimension], finite.</param>
    /// <param name="count">How many vectors.</param>
    /// <param name="dimension">Values of each.</param>
    /// <exception cref="InputException">A value is not finite.</exception>
    public KernelInputs(float[] values, int count, int dimension)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (count < 0 || dimension < 1 || values.LongLength != (long)count * dimension)
            throw new ArgumentException($"KernelInputs: expected {count} × {dimension} values, got {values.LongLength}. Pass the whole matrix.", nameof(values));
        int wrong = Numerics.Simd.Reductions.IndexOfFirstNonFinite<float>(values);
        if (wrong >= 0) throw new InputException("inputs of a kernel", "finite numbers", $"{values[wrong]} in example {wrong / dimension}", "Remove or repair that example.");
        (Values, Count, Dimension) = (values, count, dimension);
    }

    /// <summary>The values, [count, dimension].</summary>
    public float[] Values { get; }

    /// <summary>How many vectors.</summary>
    public int Count { get; }

    /// <summary>Values of each.</summary>
    public int Dimension { get; }

    /// <summary>The vectors at these places, copied.</summary>
    public KernelInputs Select(ReadOnlySpan<int> places)
    {
        float[] chosen = new float[checked(places.Length * Dimension)];
        for (int i = 0; i < places.Length; i++) Values.AsSpan(places[i] * Dimension, Dimension).CopyTo(chosen.AsSpan(i * Dimension));
        return new KernelInputs(chosen, places.Length, Dimension);
    }

    /// <summary>The mean of ‖x‖² over all vectors.</summary>
    public double MeanSquare => Numerics.Simd.Reductions.SumOfSquares<float>(Values) / Count;

    /// <summary>The mean of ‖x − y‖² over all pairs, each vector with itself included: 2(mean ‖x‖² − ‖mean x‖²).</summary>
    public double MeanSquaredDistance
    {
        get
        {
            double[] mean = new double[Dimension];
            for (int i = 0; i < Count; i++)
            {
                for (int k = 0; k < Dimension; k++) mean[k] += Values[(i * Dimension) + k];
            }

            double square = 0;
            foreach (double sum in mean) square += sum / Count * (sum / Count);
            return 2 * (MeanSquare - square);
        }
    }
}
