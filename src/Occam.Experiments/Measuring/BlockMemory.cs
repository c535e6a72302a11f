using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>Whether the gradients of all minibatches fit into memory together.</summary>
internal static class BlockMemory
{
    /// <summary>What to say when they do not: the bytes they need, and the smallest batch that fits.</summary>
    /// <param name="examples">n.</param>
    /// <param name="batch">B; there are n / B blocks, rounded down.</param>
    /// <param name="bytes">Bytes of one block.</param>
    /// <param name="memory">The bytes that are allowed.</param>
    /// <param name="others">Bytes that the rest needs beside the blocks.</param>
    public static Fault Fault(int examples, int batch, long bytes, long memory, long others = 0)
    {
        long fitting = (memory - others) / bytes, blocks = examples / batch;
        string remedy = fitting < 2
            ? $"Give --memory {Sizes.Show(others + (2 * bytes))} or more, or choose other keys with --only."
            : $"Choose a larger batch, or more --memory: --batch-size {(examples / (fitting + 1)) + 1} fits.";
        return new Fault("--batch-size", $"gradients of all blocks within {Sizes.Show(memory)}", $"{Sizes.Show(others + (blocks * bytes))} for {blocks} blocks of {batch}", remedy);
    }
}
