using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Parameters;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>The maps of y[n,c,s] = gain[c]·x[n,c,s] + bias[c], for <see cref="ChannelAffine{T}"/> and, with one site, <see cref="ElementAffine{T}"/>.</summary>
internal sealed unsafe class AffineMaps<T>(int channels, int sites)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns of one part of the sum over examples.</summary>
    private const int ColumnsPerPart = 1024;

    public ImmutableArray<ParameterBlock> Parameters { get; } =
        [new("gain", [channels], 1, 1, ParameterRole.Gain), new("bias", [channels], 1, 1, ParameterRole.Bias)];

    public FactorShape FactorShape => new(channels, sites, 1, 1, HasBias: true);

    /// <summary>With one site the gradients are formed where they are added; else each example's sums over sites are kept, [n, gain or bias, c].</summary>
    public int PartialsLength(int batch) => sites == 1 ? 0 : batch * channels * 2;

    /// <summary>U [n, site, channel, (x, 1)] and V [n, site, channel]: every channel is a group of its own.</summary>
    public void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        int size = channels * sites;
        ReadOnlySpan<T> x = frame.X.Slice(first * size, count * size), yBar = frame.YBar.Slice(first * size, count * size);
        for (int n = 0; n < count; n++)
        {
            for (int i = 0; i < size; i++)
            {
                int from = (n * size) + i, to = (n * size) + (i % sites * channels) + (i / sites);
                (inputs[2 * to], inputs[(2 * to) + 1], cotangents[to]) = (x[from], T.One, yBar[from]);
            }
        }
    }

    /// <summary>y (+)= gain·x + bias, without the bias where there is none.</summary>
    public void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, bool withBias, Span<T> y, bool accumulate)
    {
        PlaneParts parts = PlaneParts.For(frame.Batch, channels * sites);
        fixed (T* gain = theta, source = x, target = y)
            frame.Workers.Run(new ProductJob(parts, channels, sites, gain, withBias ? gain + channels : null, source, target, accumulate), parts.Count);
    }

    /// <summary>The gradient of gain and bias, summed over examples in order, and each example's squared norms [block, n] where they are wanted.</summary>
    public void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, bool withBias, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared)
    {
        int n = frame.Batch, columnParts = (channels + ColumnsPerPart - 1) / ColumnsPerPart;
        fixed (T* source = x, cotangent = yBar, target = thetaBar)
        fixed (double* partials = frame.Partials, norms = normsSquared)
        {
            if (sites == 1)
            {
                frame.Workers.Run(new ElementSumJob(n, channels, source, cotangent, target, withBias, accumulate), columnParts);
                if (norms != null) frame.Workers.Run(new ElementNormJob(n, channels, source, cotangent, norms), n);
                return;
            }

            PlaneParts parts = PlaneParts.For(n, channels * sites);
            frame.Workers.Run(new ExampleSumsJob(parts, channels, sites, source, cotangent, partials), parts.Count);
            frame.Workers.Run(new CombineJob(n, channels, partials, target, withBias, accumulate), columnParts);
            if (norms == null) return;
            for (int i = 0; i < 2 * n; i++)
            {
                double* sums = partials + ((nint)((2 * (i % n)) + (i / n)) * channels);
                norms[i] = RowDots.Compute(sums, sums, channels);
            }
        }
    }

    private readonly struct ProductJob(PlaneParts parts, int channels, int sites, T* gain, T* bias, T* x, T* y, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            for (int n = parts.First(part); n < parts.End(part); n++)
            {
                T* source = x + ((nint)n * channels * sites), target = y + ((nint)n * channels * sites);
                if (sites == 1)
                {
                    ElementLoops.Affine(gain, source, bias, target, channels, accumulate);
                    continue;
                }

                for (int c = 0; c < channels; c++, source += sites, target += sites)
                    ElementLoops.Affine(gain[c], source, bias == null ? T.Zero : bias[c], target, sites, accumulate);
            }
        }
    }

    /// <summary>sums[n, 0, c] = Σ_s ȳ·x and sums[n, 1, c] = Σ_s ȳ: example n's gradient.</summary>
    private readonly struct ExampleSumsJob(PlaneParts parts, int channels, int sites, T* x, T* yBar, double* sums) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            for (int n = parts.First(part); n < parts.End(part); n++)
            {
                double* gain = sums + ((nint)n * 2 * channels), bias = gain + channels;
                for (int c = 0; c < channels; c++)
                {
                    nint offset = (((nint)n * channels) + c) * sites;
                    (bias[c], gain[c]) = StatisticLoops.Sums(yBar + offset, x + offset, sites);
                }
            }
        }
    }

    private readonly struct CombineJob(int batch, int channels, double* sums, T* thetaBar, bool withBias, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int start = part * ColumnsPerPart, end = Math.Min(channels, start + ColumnsPerPart);
            for (int c = start; c < end; c++)
            {
                double gain = 0, bias = 0;
                for (int n = 0; n < batch; n++)
                {
                    gain += sums[((nint)n * 2 * channels) + c];
                    bias += sums[((((nint)n * 2) + 1) * channels) + c];
                }

                Write(thetaBar, channels, c, gain, withBias ? bias : 0, accumulate);
            }
        }
    }

    /// <summary>Σ_n ȳ[n,c]·x[n,c] and Σ_n ȳ[n,c] in double, example by example.</summary>
    private readonly struct ElementSumJob(int batch, int channels, T* x, T* yBar, T* thetaBar, bool withBias, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int start = part * ColumnsPerPart, count = Math.Min(channels - start, ColumnsPerPart);
            double* gain = scratch.Rent<double>(2 * ColumnsPerPart), bias = gain + ColumnsPerPart;
            new Span<double>(gain, 2 * ColumnsPerPart).Clear();
            for (int n = 0; n < batch; n++)
            {
                T* source = x + ((nint)n * channels) + start, cotangent = yBar + ((nint)n * channels) + start;
                for (int j = 0; j < count; j++)
                {
                    double v = double.CreateTruncating(cotangent[j]);
                    gain[j] = Math.FusedMultiplyAdd(v, double.CreateTruncating(source[j]), gain[j]);
                    bias[j] += v;
                }
            }

            for (int j = 0; j < count; j++) Write(thetaBar, channels, start + j, gain[j], withBias ? bias[j] : 0, accumulate);
        }
    }

    private readonly struct ElementNormJob(int batch, int channels, T* x, T* yBar, double* norms) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            double gain = 0;
            T* source = x + ((nint)part * channels), cotangent = yBar + ((nint)part * channels);
            for (int c = 0; c < channels; c++)
            {
                double product = double.CreateTruncating(source[c]) * double.CreateTruncating(cotangent[c]);
                gain = Math.FusedMultiplyAdd(product, product, gain);
            }

            norms[part] = gain;
            norms[batch + part] = RowDots.Compute(cotangent, cotangent, channels);
        }
    }

    private static void Write(T* thetaBar, int channels, int c, double gain, double bias, bool accumulate)
    {
        T onGain = T.CreateTruncating(gain), onBias = T.CreateTruncating(bias);
        thetaBar[c] = accumulate ? thetaBar[c] + onGain : onGain;
        thetaBar[channels + c] = accumulate ? thetaBar[channels + c] + onBias : onBias;
    }
}
