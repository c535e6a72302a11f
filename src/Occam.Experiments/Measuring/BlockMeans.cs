using Occam.Data.Datasets;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>
/// Compares minibatches whose mean gradients are known. The gradient of the linear function ⟨θ, x⟩ is x, so a network of one dense layer without bias that
/// reads the means as examples has them as its gradients, and what compares the minibatches of a network compares these. The means are kept in single precision.
/// </summary>
internal sealed class BlockMeans(int blocks, int parameters)
{
    private readonly float[] _means = new float[blocks * parameters];

    /// <summary>The means, the copies that are compared; what is needed once is small beside them.</summary>
    public static long BytesPerBlock(int parameters) => 2L * parameters * sizeof(float);

    /// <summary>Takes the mean of a block.</summary>
    public void Set(int block, ReadOnlySpan<double> sum, int examples)
    {
        Span<float> mean = _means.AsSpan(block * parameters, parameters);
        for (int p = 0; p < mean.Length; p++) mean[p] = (float)(sum[p] / examples);
    }

    /// <summary>What <see cref="MinibatchGradients"/> gives.</summary>
    public IReadOnlyList<Metric> Measure(Workers workers)
    {
        NetworkBuilder<float> builder = new(new Shape(parameters));
        builder.Add("gradients", input => new Dense<float>(input, 1, bias: false));
        using NetworkPasses<float> passes = new(builder.Build(), workers, 1);
        Dataset data = new("blocks", _means, ImageShape.Vector(parameters), new int[blocks], 1);
        return MinibatchGradients.Measure(passes, new OutputItself(), data, 1, long.MaxValue, new float[parameters], []);
    }

    /// <summary>ℓ = f: its gradient is that of the output.</summary>
    private sealed class OutputItself : ILoss<float>
    {
        public string Name => "output";

        public double Threshold => 0;

        public void Values(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values)
        {
            for (int n = 0; n < values.Length; n++) values[n] = outputs[n];
        }

        public void Gradient(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, float scale, Span<float> gradient) => gradient.Fill(scale);

        public void OutputErrors(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors) => errors.Clear();

        public void HessianProduct(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<float> vector, float scale, Span<float> product) => product.Clear();
    }
}
