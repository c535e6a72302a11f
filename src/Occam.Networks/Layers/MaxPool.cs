using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// y[n,c,o] = the largest x in the window of o. Of equal values the first in row order wins, and alone receives the cotangent; a NaN
/// anywhere in a window gives NaN. Padding never wins.
/// </summary>
public sealed unsafe class MaxPool<T> : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PoolGeometry _geometry;
    private readonly int[] _origins;
    private readonly T[] _starts;

    /// <summary>Max-pooling with the given geometry.</summary>
    public MaxPool(PoolGeometry geometry)
    {
        PoolGeometry.Demand("Max-pool", geometry);
        _geometry = geometry;
        (_origins, _starts) = MaxPoolSearch<T>.Tables(geometry);
    }

    /// <inheritdoc/>
    public override string Kind => "max-pool";

    /// <inheritdoc/>
    public override Shape Input => _geometry.Input;

    /// <inheritdoc/>
    public override Shape Output => _geometry.Output;

    /// <summary>Values in a window, padding included.</summary>
    public int Window => _geometry.Kernel * _geometry.Kernel;

    internal PoolGeometry Geometry => _geometry;

    private PlaneParts Parts(int batch) => PlaneParts.For(batch * Input.Channels, Input.Sites);

    /// <inheritdoc/>
    public override int SavedLength(int batch) => batch * Output.Size;

    /// <inheritdoc/>
    protected override void Prepare(in LayerFrame<T> frame)
    {
        PlaneParts parts = Parts(frame.Batch);
        fixed (int* origins = _origins)
        fixed (T* x = frame.X, winners = frame.Saved, starts = _starts)
            frame.Workers.Run(new MaxPoolSearch<T>(_geometry, parts, origins, starts, x, winners), parts.Count);
    }

    /// <inheritdoc/>
    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y)
    {
        PlaneParts parts = Parts(frame.Batch);
        fixed (T* winners = frame.Saved, source = x, target = y)
            frame.Workers.Run(new GatherJob(_geometry, parts, winners, source, target), parts.Count);
    }

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        PlaneParts parts = Parts(frame.Batch);
        fixed (T* winners = frame.Saved, source = yBar, target = xBar)
            frame.Workers.Run(new ScatterJob(_geometry, parts, winners, source, target, accumulate), parts.Count);
    }

    private readonly struct GatherJob(PoolGeometry geometry, PlaneParts parts, T* winners, T* x, T* y) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int sites = geometry.OutputHeight * geometry.OutputWidth, width = geometry.Input.Width;
            for (int plane = parts.First(part); plane < parts.End(part); plane++)
            {
                T* source = x + ((nint)plane * geometry.Input.Sites), winner = winners + ((nint)plane * sites), target = y + ((nint)plane * sites);
                for (int oy = 0; oy < geometry.OutputHeight; oy++)
                {
                    int origin = (geometry.Origin(oy) * width) - geometry.Padding;
                    for (int ox = 0; ox < geometry.OutputWidth; ox++, origin += geometry.Stride) *target++ = source[origin + Offset(winner++)];
                }
            }
        }
    }

    private readonly struct ScatterJob(PoolGeometry geometry, PlaneParts parts, T* winners, T* yBar, T* xBar, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int sites = geometry.OutputHeight * geometry.OutputWidth, width = geometry.Input.Width, pixels = geometry.Input.Sites;
            for (int plane = parts.First(part); plane < parts.End(part); plane++)
            {
                T* source = yBar + ((nint)plane * sites), winner = winners + ((nint)plane * sites), target = xBar + ((nint)plane * pixels);
                if (!accumulate) new Span<T>(target, pixels).Clear();
                for (int oy = 0; oy < geometry.OutputHeight; oy++)
                {
                    int origin = (geometry.Origin(oy) * width) - geometry.Padding;
                    for (int ox = 0; ox < geometry.OutputWidth; ox++, origin += geometry.Stride) target[origin + Offset(winner++)] += *source++;
                }
            }
        }
    }

    private static int Offset(T* winner) => typeof(T) == typeof(float) ? (int)*(float*)winner : (int)*(double*)winner;
}
