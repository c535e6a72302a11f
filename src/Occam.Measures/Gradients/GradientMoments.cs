using Occam.Measures.Planning;

namespace Occam.Measures.Gradients;

/// <summary>The two sums that first-order statistics are made of: ‖Σ g_i‖² and Σ ‖g_i‖² over n examples.</summary>
internal readonly record struct GradientMoments(double SumSquared, double TotalNormSquared, int Count)
{
    /// <summary>‖ḡ‖².</summary>
    public double MeanSquared => SumSquared / Count / Count;

    /// <summary>mean ‖g_i‖².</summary>
    public double MeanNormSquared => TotalNormSquared / Count;

    /// <summary>Σ ‖g_i − ḡ‖² / (n − 1).</summary>
    public double Variance => (TotalNormSquared - (SumSquared / Count)) / (Count - 1);

    /// <summary>Variance over the unbiased ‖E g‖²; NaN where that is not positive.</summary>
    public double NoiseScale => MeanSquared - (Variance / Count) is > 0 and var signal ? Variance / signal : double.NaN;

    /// <summary>The moments of all examples; fills in those without each one of them.</summary>
    public static GradientMoments Of(IObservation at, GradientMoments[] withoutOne)
    {
        int n = at.ExampleCount;
        double sumSquared = 0, total = 0;
        double[] norms = new double[n], dots = new double[n];
        for (int layer = 0; layer < at.Layers.Count; layer++)
        {
            ReadOnlySpan<double> layerNorms = at.GradientNormsSquared(layer), layerDots = at.GradientDots(layer);
            for (int i = 0; i < n; i++)
            {
                norms[i] += layerNorms[i];
                dots[i] += layerDots[i];
            }

            sumSquared += at.GradientSumSquared(layer);
        }

        foreach (double norm in norms) total += norm;
        for (int i = 0; i < n; i++) withoutOne[i] = new GradientMoments(sumSquared - (2 * dots[i]) + norms[i], total - norms[i], n - 1);
        return new GradientMoments(sumSquared, total, n);
    }
}
