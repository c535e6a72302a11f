using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Measures.Planning;

/// <summary>What the needs that grow faster than parameters + layers × examples take, checked before anything is allocated.</summary>
internal static class MemoryBudget
{
    private static readonly int LargestGram = (int)Math.Sqrt(Array.MaxLength);

    /// <summary>How many examples' factors are held at once for a Gram matrix: all, or a block beside another block; 0 without the need.</summary>
    /// <exception cref="InputException">Two blocks of one pass each do not fit, or the moments do not.</exception>
    public static int GramBlock<T>(Network<T> network, int examples, int capacity, MeasurementPlan plan, long memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool needsGram = plan.Needs.Contains(new Need.GradientGram()), needsMoments = plan.Needs.Contains(new Need.GradientSecondMoment());
        long moments = needsMoments ? 2L * sizeof(double) * GroupMoments.GroupCount(examples) * network.ParameterCount : 0;
        if (!needsGram)
        {
            if (moments > memory) throw Fault(moments, memory, $"second moments of {network.ParameterCount} parameters in {GroupMoments.GroupCount(examples)} groups");
            return 0;
        }

        long fixedBytes = checked(moments + ((long)examples * examples * sizeof(double))), each = Math.Max(1, ExampleFactors<T>.BytesPerExample(network, examples));
        long widest = int.MaxValue / network.FactorNodes.Select(node => Width(network.FactorShape(node), examples)).Append(1).Max();
        if (examples <= widest && checked(fixedBytes + (examples * each)) <= memory && examples <= LargestGram) return examples;
        int least = Math.Min(capacity, examples);
        long block = Math.Min(widest, (memory - fixedBytes) / (2 * each));
        if (block < least || examples > LargestGram)
            throw Fault(fixedBytes + (2 * least * each), memory, $"{examples} × {examples} inner products and the factors of 2 × {least} examples");
        return (int)block;
    }

    /// <summary>The longest array of one example: arrays of a layer are indexed by integers.</summary>
    private static int Width(FactorShape shape, int examples) =>
        shape.PrefersGhostGram(examples) ? Math.Max(shape.InputLength, shape.CotangentLength) : shape.ParameterCount;

    private static InputException Fault(long bytes, long memory, string parts) => new(
        "Memory for per-example gradients", $"at most {memory} bytes and at most {LargestGram} examples", $"{bytes} bytes for {parts}",
        "Observe fewer examples, in smaller chunks, or allow more memory.");
}
