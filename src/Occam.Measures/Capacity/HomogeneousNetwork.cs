using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Simd;

namespace Occam.Measures.Capacity;

/// <summary>
/// A fully connected network with ReLU or leaky ReLU and one output, without biases: the input gets a constant 1 as its last value, and every layer but the last hands
/// it on, so that its matrix is [W b; 0 1] and the last one is [w b]. The function is the same, and bounds for networks without biases apply.
/// </summary>
public sealed class HomogeneousNetwork
{
    private readonly IReadOnlyList<(double[] Values, int Rows, int Columns)> _layers;

    private HomogeneousNetwork(IReadOnlyList<(double[] Values, int Rows, int Columns)> layers) => _layers = layers;

    /// <summary>The network at these parameters; null where it is not such a network.</summary>
    public static HomogeneousNetwork? Of(Network<float> network, ReadOnlySpan<float> theta)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.Output.Size != 1) return null;
        List<(double[], int, int)> layers = [];
        for (int node = 1; node < network.Nodes.Length; node++)
        {
            Layer<float>? layer = network.Nodes[node].Layer;
            if (layer is not (Dense<float> or Flatten<float> or Dropout<float> or Elementwise<float, Relu<float>>) && layer is not LeakyRelu<float> { Slope: >= 0 and <= 1 }) return null;
            if (layer is Dense<float>) layers.Add(Extended(layer, theta.Slice(network.ParameterOffset(node), network.ParameterLength(node)), node == network.Nodes.Length - 1));
        }

        // An activation after the last layer would leave outputs of one sign.
        return network.Nodes[^1].Layer is Dense<float> ? new HomogeneousNetwork(layers) : null;
    }

    /// <summary>L, layers of weights.</summary>
    public int Layers => _layers.Count;

    /// <summary>‖W_j‖_F of every layer.</summary>
    public IReadOnlyList<double> Frobenius => [.. _layers.Select(l => Math.Sqrt(Reductions.SumOfSquares<double>(l.Values)))];

    /// <summary>Σ over paths from an input to the output of Π |w|.</summary>
    public double PathNorm
    {
        get
        {
            double[] sums = [.. Enumerable.Repeat(1.0, _layers[0].Columns)];
            foreach ((double[] values, int rows, int columns) in _layers)
            {
                double[] next = new double[rows];
                for (int i = 0; i < values.Length; i++) next[i / columns] += Math.Abs(values[i]) * sums[i % columns];
                sums = next;
            }

            return sums[0];
        }
    }

    /// <summary>‖W_jᵀ − M_jᵀ‖₂,₁ of every layer: the lengths of the rows of the difference, added up.</summary>
    /// <param name="reference">The M_j, of a network of the same layers.</param>
    public IReadOnlyList<double> RowDistances(HomogeneousNetwork reference) =>
        [.. Differences(reference).Select((d, j) => Enumerable.Range(0, _layers[j].Rows).Sum(r => Math.Sqrt(Reductions.SumOfSquares<double>(d.AsSpan(r * _layers[j].Columns, _layers[j].Columns)))))];

    /// <summary>‖W_j − M_j‖_F of every layer.</summary>
    /// <param name="reference">The M_j, of a network of the same layers.</param>
    public IReadOnlyList<double> Distances(HomogeneousNetwork reference) => [.. Differences(reference).Select(d => Math.Sqrt(Reductions.SumOfSquares<double>(d)))];

    /// <summary>The layers' matrices, for their singular values.</summary>
    internal IReadOnlyList<(double[] Values, int Rows, int Columns)> Matrices => _layers;

    private IEnumerable<double[]> Differences(HomogeneousNetwork reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return _layers.Zip(reference._layers, (now, before) => now.Values.Zip(before.Values, (a, b) => a - b).ToArray());
    }

    private static (double[], int, int) Extended(Layer<float> layer, ReadOnlySpan<float> theta, bool last)
    {
        (int outputs, int inputs) = (layer.Parameters[0].Shape[0], layer.Parameters[0].Shape[1]);
        bool bias = layer.Parameters.Any(p => p.Role == ParameterRole.Bias);
        (int rows, int columns) = (last ? outputs : outputs + 1, inputs + 1);
        double[] values = new double[rows * columns];
        for (int q = 0; q < outputs; q++)
        {
            for (int p = 0; p < inputs; p++) values[(q * columns) + p] = theta[(q * inputs) + p];
            if (bias) values[(q * columns) + inputs] = theta[(outputs * inputs) + q];
        }

        if (!last) values[^1] = 1;
        return (values, rows, columns);
    }
}
