using Occam.Experiments.Judging;
using Occam.Measures.Capacity;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Capacity;

/// <summary>The norms of a trained network that bounds are made of; all NaN for a network that is not fully connected.</summary>
/// <param name="Frobenius">Π ‖W_j‖_F.</param>
/// <param name="Path">Σ over paths of Π |w|.</param>
/// <param name="Bartlett">See <see cref="SpectralComplexity"/>.</param>
/// <param name="Neyshabur">See there.</param>
/// <param name="Distance">‖θ − θ₀‖.</param>
/// <param name="Layers">L.</param>
internal sealed record NetworkNorms(double Frobenius, double Path, double Bartlett, double Neyshabur, double Distance, double Layers)
{
    private static readonly NetworkNorms None = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>The norms at the end of a training.</summary>
    public static NetworkNorms Of(SignTraining training, Workers workers, Seed seed)
    {
        if (HomogeneousNetwork.Of(training.Network, training.Theta) is not { } network || HomogeneousNetwork.Of(training.Network, training.Initial) is not { } initial) return None;
        SpectralComplexity spectral = SpectralComplexity.Of(network, initial, workers, seed.Derive("norms"));
        double[] distances = [.. network.Distances(initial)];
        return new NetworkNorms(
            network.Frobenius.Aggregate(1.0, (product, norm) => product * norm), network.PathNorm, spectral.Bartlett, spectral.Neyshabur,
            Math.Sqrt(Reductions.SumOfSquares<double>(distances)), network.Layers);
    }

    /// <summary>What was recorded.</summary>
    public static NetworkNorms Of(RunRecord record, string name)
    {
        double[] v = record.Result(name, CapacityNames.Norms);
        return new NetworkNorms(v[0], v[1], v[2], v[3], v[4], v[5]);
    }

    /// <summary>The numbers in the order in which they are kept.</summary>
    public double[] ToArray() => [Frobenius, Path, Bartlett, Neyshabur, Distance, Layers];
}
