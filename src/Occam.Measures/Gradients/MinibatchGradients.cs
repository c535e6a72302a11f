using System.Numerics;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Measures.Planning;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Measures.Gradients;

/// <summary>
/// How alike the gradients of minibatches are: the mean over all ordered pairs of distinct blocks of B consecutive examples of cos(g_a, g_b),
/// and of ‖g_b‖(1 − cos(g_a, g_b)), the gradient regret of Huszár 2018; the mean of ‖g_b‖, and that over the norm of the mean of the g_b. An
/// incomplete last block is left out. Errors are from leaving out one block at a time.
/// </summary>
public static class MinibatchGradients
{
    /// <summary>batch_cosine, gradient_regret, batch_gradient_norm and flatness_ratio at these parameters.</summary>
    /// <param name="passes">Memory for at least one block.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples, in file order.</param>
    /// <param name="blockSize">B.</param>
    /// <param name="memory">The most bytes that the blocks' gradients may take.</param>
    /// <param name="theta">The parameters.</param>
    /// <param name="state">The statistics.</param>
    /// <exception cref="InputException">Fewer than two blocks, or more memory than allowed.</exception>
    public static IReadOnlyList<Metric> Measure<T>(
        NetworkPasses<T> passes, ILoss<T> loss, Dataset data, int blockSize, long memory, ReadOnlySpan<T> theta, T[] state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blocks = data.Count / blockSize, parameters = passes.Network.ParameterCount;
        if (blocks < 2)
            throw new InputException("--batch-size", $"at most {data.Count / 2}, so that there are two blocks of the {data.Count} examples", $"{blockSize}", "Choose a smaller batch.");
        long bytes = (long)blocks * parameters * (typeof(T) == typeof(float) ? sizeof(float) : sizeof(double));
        if (bytes > memory)
            throw new InputException("--batch-size", $"gradients of all blocks within {memory >> 20} MB", $"{bytes >> 20} MB for {blocks} blocks", "Choose a larger batch, or more --memory.");
        T[][] gradients = [.. Enumerable.Range(0, blocks).Select(_ => new T[parameters])];
        for (int block = 0; block < blocks; block++) Gradient(passes, loss, data, block * blockSize, blockSize, theta, state, gradients[block]);
        BatchPairs pairs = new(Products(passes, gradients), blocks);
        return [pairs.Cosine.Metric("batch_cosine"), pairs.Regret.Metric("gradient_regret"), pairs.Norm.Metric("batch_gradient_norm"), pairs.Flatness.Metric("flatness_ratio")];
    }

    private static void Gradient<T>(
        NetworkPasses<T> passes, ILoss<T> loss, Dataset data, int first, int count, ReadOnlySpan<T> theta, T[] state, T[] gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] labels = new int[count];
        int classes = passes.Network.Output.Size;
        BatchCopy.Fill(data, first, passes.Begin(count), labels);
        ReadOnlySpan<T> outputs = passes.Forward(theta, state, PassContext.Frozen);
        T[] outputBar = new T[outputs.Length];
        loss.Gradient(outputs, labels, classes, T.One / T.CreateChecked(count), outputBar);
        passes.Backward(theta, outputBar, gradient);
    }

    private static double[] Products<T>(NetworkPasses<T> passes, T[][] gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = gradients.Length;
        double[] products = new double[m * m], dot = new double[1];
        for (int a = 0; a < m; a++)
        {
            for (int b = a; b < m; b++)
            {
                RowDots.Compute<T>(passes.Workers, gradients[a], gradients[b], 1, dot);
                products[(a * m) + b] = products[(b * m) + a] = dot[0];
            }
        }

        return products;
    }
}
