using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// y[n,c,o] = Σ x over the window of o, divided by the number of its places: all kernel² of them (includePadding, PyTorch's and the default),
/// or those that lie in the image.
/// </summary>
public sealed unsafe class AveragePool<T> : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PoolGeometry _geometry;
    private readonly bool _includePadding;

    /// <summary>Average pooling with the given geometry.</summary>
    public AveragePool(PoolGeometry geometry, bool includePadding = true)
    {
        PoolGeometry.Demand("Average-pool", geometry);
        (_geometry, _includePadding) = (geometry, includePadding);
    }

    /// <inheritdoc/>
    public override string Kind => "average-pool";

    /// <inheritdoc/>
    public override Shape Input => _geometry.Input;

    /// <inheritdoc/>
    public override Shape Output => _geometry.Output;

    internal PoolGeometry Geometry => _geometry;

    internal bool IncludesPadding => _includePadding;

    /// <inheritdoc/>
    protected override void Prepare(in LayerFrame<T> frame)
    {
    }

    /// <inheritdoc/>
    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y)
    {
        PlaneParts parts = PlaneParts.For(frame.Batch * Input.Channels, Input.Sites);
        fixed (T* source = x, target = y)
            frame.Workers.Run(new Job(_geometry, _includePadding, parts, source, target, adjoint: false), parts.Count);
    }

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        PlaneParts parts = PlaneParts.For(frame.Batch * Input.Channels, Input.Sites);
        if (!accumulate) xBar.Clear();
        fixed (T* source = yBar, target = xBar)
            frame.Workers.Run(new Job(_geometry, _includePadding, parts, target, source, adjoint: true), parts.Count);
    }

    private readonly struct Job(PoolGeometry geometry, bool includePadding, PlaneParts parts, T* pixels, T* outputs, bool adjoint) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            for (int plane = parts.First(part); plane < parts.End(part); plane++)
            {
                T* output = outputs + ((nint)plane * geometry.OutputHeight * geometry.OutputWidth);
                for (int oy = 0; oy < geometry.OutputHeight; oy++)
                {
                    for (int ox = 0; ox < geometry.OutputWidth; ox++) Window(pixels + ((nint)plane * geometry.Input.Sites), output++, geometry.Origin(oy), geometry.Origin(ox));
                }
            }
        }

        private void Window(T* plane, T* output, int top, int left)
        {
            int firstRow = Math.Max(0, top), endRow = Math.Min(top + geometry.Kernel, geometry.Input.Height);
            int firstColumn = Math.Max(0, left), endColumn = Math.Min(left + geometry.Kernel, geometry.Input.Width);
            T places = T.CreateTruncating(includePadding ? geometry.Kernel * geometry.Kernel : (endRow - firstRow) * (endColumn - firstColumn));
            T share = adjoint ? *output / places : T.Zero, sum = T.Zero;
            for (int row = firstRow; row < endRow; row++)
            {
                for (int i = (row * geometry.Input.Width) + firstColumn; i < (row * geometry.Input.Width) + endColumn; i++)
                {
                    if (adjoint) plane[i] += share;
                    else sum += plane[i];
                }
            }

            if (!adjoint) *output = sum / places;
        }
    }
}
