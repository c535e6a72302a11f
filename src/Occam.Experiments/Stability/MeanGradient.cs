using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Experiments.Stability;

/// <summary>The gradient of the mean loss over a set, in chunks of the passes' capacity, added in double.</summary>
internal sealed class MeanGradient(NetworkPasses<float> passes, ILoss<float> loss, Dataset data)
{
    private readonly int[] _labels = new int[passes.Capacity];
    private readonly float[] _outputBar = new float[passes.Capacity * passes.Network.Output.Size], _gradient = new float[passes.Network.ParameterCount];

    /// <summary>(1/n) Σ_i g_i at these parameters and frozen statistics.</summary>
    public double[] At(ReadOnlySpan<float> theta, float[] state)
    {
        double[] mean = new double[_gradient.Length];
        for (int first = 0; first < data.Count; first += passes.Capacity)
        {
            Span<int> labels = _labels.AsSpan(0, Math.Min(passes.Capacity, data.Count - first));
            BatchCopy.Fill(data, first, passes.Begin(labels.Length), labels);
            ReadOnlySpan<float> outputs = passes.Forward(theta, state, PassContext.Frozen);
            Span<float> outputBar = _outputBar.AsSpan(0, outputs.Length);
            loss.Gradient(outputs, labels, passes.Network.Output.Size, 1, outputBar);
            passes.Backward(theta, outputBar, _gradient);
            for (int p = 0; p < mean.Length; p++) mean[p] += _gradient[p];
        }

        for (int p = 0; p < mean.Length; p++) mean[p] /= data.Count;
        return mean;
    }
}
