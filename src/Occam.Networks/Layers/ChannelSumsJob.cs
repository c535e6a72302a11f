using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// Two sums of every channel over some examples, in the order of memory: partials[part, 0, c] = Σ a and partials[part, 1, c] = Σ a·b, or, without b,
/// Σ (a − shift) and Σ (a − shift)² with the channel's first value as shift. The caller adds the parts in order.
/// </summary>
internal readonly unsafe struct ChannelSumsJob<T>(PlaneParts examples, Shape shape, T* a, T* b, double* partials) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int part, Scratch scratch)
    {
        int channels = shape.Channels, sites = shape.Sites;
        double* first = partials + ((nint)part * 2 * channels), second = first + channels;
        new Span<double>(first, 2 * channels).Clear();
        for (int n = examples.First(part); n < examples.End(part); n++)
        {
            nint offset = (nint)n * shape.Size;
            if (sites == 1)
            {
                AddRow(a + offset, b == null ? null : b + offset, first, second);
                continue;
            }

            for (int c = 0; c < channels; c++, offset += sites)
            {
                (double sum, double product) = b == null
                    ? StatisticLoops.Moments(a + offset, sites, double.CreateTruncating(a[(nint)c * sites]))
                    : StatisticLoops.Sums(a + offset, b + offset, sites);
                first[c] += sum;
                second[c] += product;
            }
        }
    }

    /// <summary>One example whose channels have one value each: vectors run over channels.</summary>
    private void AddRow(T* row, T* other, double* first, double* second)
    {
        const int Unit = 8;
        int c = 0;
        for (; c + Unit <= shape.Channels; c += Unit)
        {
            (Vector256<double> a0, Vector256<double> a1) = ElementLoops.LoadWide(row + c);
            (Vector256<double> b0, Vector256<double> b1) = ElementLoops.LoadWide(other == null ? a + c : other + c);
            if (other == null) (a0, a1, b0, b1) = (a0 - b0, a1 - b1, a0 - b0, a1 - b1);
            (Vector256.Load(first + c) + a0).Store(first + c);
            (Vector256.Load(first + c + 4) + a1).Store(first + c + 4);
            Vector256.FusedMultiplyAdd(a0, b0, Vector256.Load(second + c)).Store(second + c);
            Vector256.FusedMultiplyAdd(a1, b1, Vector256.Load(second + c + 4)).Store(second + c + 4);
        }

        for (; c < shape.Channels; c++)
        {
            double value = double.CreateTruncating(row[c]), factor = double.CreateTruncating(other == null ? a[c] : other[c]);
            if (other == null) value = factor = value - factor;
            first[c] += value;
            second[c] = Math.FusedMultiplyAdd(value, factor, second[c]);
        }
    }
}
