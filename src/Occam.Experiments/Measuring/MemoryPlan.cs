using System.Numerics;
using Occam.Experiments.Models;
using Occam.Networks.Factors;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>How the work is cut so that it stays within the memory that was allowed; decided before anything is reserved.</summary>
/// <param name="Chunk">Examples that go through the network together.</param>
/// <param name="KernelTile">Examples whose gradient factors are kept together for the kernel; 0 where none fits.</param>
/// <param name="SweepBytes">The memory of the larger of sweeps and minibatches.</param>
/// <param name="KernelBytes">The memory of the kernel.</param>
internal sealed record MemoryPlan(int Chunk, int KernelTile, long SweepBytes, long KernelBytes)
{
    private const int LargestChunk = 256;

    /// <summary>The plan for these parts.</summary>
    /// <exception cref="InputException">Even the smallest cut does not fit; with what does.</exception>
    public static MemoryPlan For<T>(Network<T> network, MeasureParts parts, long memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<Fault> faults = [];
        int chunk = Math.Min(LargestChunk, parts.Count);
        while (chunk > 1 && !(Observing(network, parts, chunk) <= memory)) chunk /= 2;
        long observing = Observing(network, parts, chunk) ?? long.MaxValue;
        if (observing > memory)
        {
            faults.Add(new Fault(
                "--memory", $"at least {Sizes.Show(observing)} for one example at a time", Sizes.Show(memory), "Give more --memory, or measure a smaller model."));
        }

        long blocks = parts.Blocks ? Blocks(network, parts, memory, faults) : 0;
        int tile = parts.Kernel ? Tile(network, parts.Count, chunk, memory) : 0;
        long kernel = tile == 0 ? 0 : Kernel(network, parts.Count, chunk, tile), sweeps = Math.Max(observing, blocks), peak = Math.Max(sweeps, kernel);
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (faults.Count == 0 && peak > available)
            faults.Add(new Fault("--memory", $"at most the {Sizes.Show(available)} of this machine", $"{Sizes.Show(peak)} needed", $"Allow less, for example --memory {available >> 21}MB, and the work is cut smaller."));
        if (faults.Count > 0) throw new InputException(faults);
        return new MemoryPlan(chunk, tile, sweeps, kernel);
    }

    /// <summary>The bytes of the smallest kernel tile, for a message.</summary>
    public static long SmallestKernel<T>(Network<T> network, int examples, int chunk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Kernel(network, examples, chunk, 1);

    /// <summary>The passes, a gradient, its sum in double and a direction, and the results of every example.</summary>
    private static long? Observing<T>(Network<T> network, MeasureParts parts, int chunk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long gradientBytes = sizeof(double) + (2 * Precisions.Bytes<T>());
        const long resultBytes = 2 * sizeof(double), statisticBytes = 16 * sizeof(double);
        if (PassLimits.Bytes(network, chunk, parts.Gradients) is not { } passes) return null;
        long gradients = parts.Gradients ? (gradientBytes * network.ParameterCount) + (resultBytes * network.FactorNodes.Length * (parts.Count + chunk)) : 0;
        return passes + gradients + (statisticBytes * parts.Count);
    }

    private static long Blocks<T>(Network<T> network, MeasureParts parts, long memory, List<Fault> faults)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long one = (long)network.ParameterCount * Precisions.Bytes<T>(), gradients = parts.Count / parts.Batch * one;
        if (gradients > memory)
        {
            faults.Add(BlockMemory.Fault(parts.Count, parts.Batch, one, memory));
            return 0;
        }

        if (Passed(parts.Batch) is { } whole && whole <= memory) return whole;
        int batch = parts.Batch;
        while (batch > 1 && !(Passed(batch) <= memory)) batch /= 2;
        string needed = Passed(parts.Batch) is { } bytes ? $"{Sizes.Show(bytes)} for blocks of {parts.Batch}" : $"arrays of 2³¹ values or more for blocks of {parts.Batch}";
        faults.Add(new Fault(
            "--batch-size", $"a block, which goes through the network in one piece, and the gradients of all within {Sizes.Show(memory)}", needed,
            batch > 1 ? $"Choose --batch-size {batch}, or more --memory." : "Give more --memory, or choose other keys with --only."));
        return 0;

        long? Passed(int size) => PassLimits.Bytes(network, size, tangents: false) + (parts.Count / size * one);
    }

    private static int Tile<T>(Network<T> network, int examples, int chunk, long memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Kernel(network, examples, chunk, examples) <= memory && (long)examples * examples <= Array.MaxLength && examples <= LongestTile(network)) return examples;
        long perExample = Kernel(network, examples, chunk, 2) - Kernel(network, examples, chunk, 1);
        long tile = (memory - Kernel(network, examples, chunk, 0)) / perExample;
        return (int)Math.Clamp(tile, 0, Math.Min(examples - 1, Math.Min(Array.MaxLength / examples, LongestTile(network))));
    }

    /// <summary>An array of factors or gradients of one layer has fewer than 2³¹ values.</summary>
    private static int LongestTile<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        int.MaxValue / network.FactorNodes.Select(network.FactorShape).Max(s => Math.Max(s.ParameterCount, s.FactorLength));

    private static long Kernel<T>(Network<T> network, int examples, int chunk, int tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (PassLimits.Bytes(network, chunk, tangents: false) ?? 0) + TangentKernelRows<T>.Bytes(network, examples, tile) + ((long)tile * examples * sizeof(double))
        + (Precisions.IsDouble<T>() ? (long)examples * network.Input.Size * sizeof(double) : 0);
}
