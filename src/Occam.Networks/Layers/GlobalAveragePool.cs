using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>y[n,c] = the mean of x[n,c,s] over the sites s, accumulated in double.</summary>
public sealed unsafe class GlobalAveragePool<T>(Shape input) : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "global-average-pool";

    /// <inheritdoc/>
    public override Shape Input => input;

    /// <inheritdoc/>
    public override Shape Output => new(input.Channels);

    /// <inheritdoc/>
    protected override void Prepare(in LayerFrame<T> frame)
    {
    }

    /// <inheritdoc/>
    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y)
    {
        PlaneParts parts = PlaneParts.For(frame.Batch * input.Channels, input.Sites);
        fixed (T* source = x, target = y)
            frame.Workers.Run(new MeanJob(parts, input.Sites, source, target), parts.Count);
    }

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        PlaneParts parts = PlaneParts.For(frame.Batch * input.Channels, input.Sites);
        fixed (T* source = yBar, target = xBar)
            frame.Workers.Run(new SpreadJob(parts, input.Sites, source, target, accumulate), parts.Count);
    }

    private readonly struct MeanJob(PlaneParts parts, int sites, T* x, T* y) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            for (int plane = parts.First(part); plane < parts.End(part); plane++)
                y[plane] = T.CreateTruncating(StatisticLoops.Sum(x + ((nint)plane * sites), sites) / sites);
        }
    }

    private readonly struct SpreadJob(PlaneParts parts, int sites, T* yBar, T* xBar, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            for (int plane = parts.First(part); plane < parts.End(part); plane++)
            {
                T share = yBar[plane] / T.CreateTruncating(sites);
                Span<T> pixels = new(xBar + ((nint)plane * sites), sites);
                if (!accumulate) pixels.Fill(share);
                else foreach (ref T pixel in pixels) pixel += share;
            }
        }
    }
}
