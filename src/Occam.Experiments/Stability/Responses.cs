using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Experiments.Stability;

/// <summary>What a network says to every example of a set: its loss and its answer.</summary>
internal sealed class Responses(NetworkPasses<float> passes, ILoss<float> loss, Dataset data)
{
    private readonly int[] _labels = new int[passes.Capacity];

    /// <summary>The loss of each example, in nats.</summary>
    public double[] Losses { get; } = new double[data.Count];

    /// <summary>The class of each example's largest output, the first of equals; a single output answers 1 where it is positive.</summary>
    public int[] Answers { get; } = new int[data.Count];

    /// <summary>Asks at these parameters and frozen statistics.</summary>
    public void Ask(ReadOnlySpan<float> theta, float[] state)
    {
        int width = passes.Network.Output.Size;
        for (int first = 0; first < data.Count; first += passes.Capacity)
        {
            Span<int> labels = _labels.AsSpan(0, Math.Min(passes.Capacity, data.Count - first));
            BatchCopy.Fill(data, first, passes.Begin(labels.Length), labels);
            ReadOnlySpan<float> outputs = passes.Forward(theta, state, PassContext.Frozen);
            loss.Values(outputs, labels, width, Losses.AsSpan(first, labels.Length));
            for (int n = 0; n < labels.Length; n++) Answers[first + n] = Answer(outputs.Slice(n * width, width));
        }
    }

    private static int Answer(ReadOnlySpan<float> row)
    {
        if (row.Length == 1) return row[0] > 0 ? 1 : 0;
        int best = 0;
        for (int k = 1; k < row.Length; k++)
        {
            if (row[k] > row[best]) best = k;
        }

        return best;
    }
}
