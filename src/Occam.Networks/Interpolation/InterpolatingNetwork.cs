using Occam.Networks.Curvature;
using Occam.Networks.Passes;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Networks.Interpolation;

/// <summary>A network with its parameters in closed form. See <see cref="HingeNetwork"/>.</summary>
/// <param name="Network">The network.</param>
/// <param name="Theta">Its parameters.</param>
/// <param name="Projection">The line that its examples lie on.</param>
public sealed record InterpolatingNetwork(Network<double> Network, double[] Theta, HingeProjection Projection)
{
    /// <summary>max |w|.</summary>
    public double LargestWeight => Reductions.MaximumMagnitude(Weights(Theta));

    /// <summary>Outputs [example, output] for any examples of that shape.</summary>
    public double[] Outputs(IExampleSource<double> examples, Workers workers) => ExampleRows.Outputs(Network, Theta, examples, workers);

    /// <summary>How well the network, as it computes, gives its examples their targets.</summary>
    /// <param name="examples">The examples that it was made for.</param>
    /// <param name="targets">[example, output].</param>
    /// <param name="workers">The threads; they decide no digit.</param>
    public InterpolationFit Fit(IExampleSource<double> examples, ReadOnlySpan<double> targets, Workers workers)
    {
        double[] magnitudes = [.. Theta];
        foreach (ref double weight in Weights(magnitudes)) weight = Math.Abs(weight);
        double[] outputs = Outputs(examples, workers), bounds = ExampleRows.Outputs(Network, magnitudes, examples, workers);
        double residual = 0, backward = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            double error = Math.Abs(outputs[i] - targets[i]);
            residual = Math.Max(residual, error);
            if (error > 0) backward = Math.Max(backward, error / bounds[i]);
        }

        return new InterpolationFit(outputs, residual, backward);
    }

    private Span<double> Weights(double[] theta) => Network.Blocks[^1].Of(theta.AsSpan());
}
