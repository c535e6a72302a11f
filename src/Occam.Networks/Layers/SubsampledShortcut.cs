using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// y[n,c,i,j] = x[n,c,i·stride,j·stride] for the input's channels, 0 for the channels that are new: the parameter-free shortcut of residual
/// networks ("option A"). Source: He et al., CVPR 2016.
/// </summary>
public sealed unsafe class SubsampledShortcut<T> : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _stride;

    /// <summary>A shortcut to <paramref name="channels"/> channels, at least as many as the input has.</summary>
    public SubsampledShortcut(Shape input, int channels, int stride)
    {
        LayerFaults.Demand(
            stride >= 1 && channels >= input.Channels, $"Shortcut on {input}", $"stride ≥ 1 and at least {input.Channels} channels",
            $"stride {stride}, {channels} channels", "A shortcut without parameters cannot drop channels.");
        (Input, _stride) = (input, stride);
        Output = new Shape(channels, (input.Height + stride - 1) / stride, (input.Width + stride - 1) / stride);
    }

    /// <inheritdoc/>
    public override string Kind => "shortcut";

    /// <inheritdoc/>
    public override Shape Input { get; }

    /// <inheritdoc/>
    public override Shape Output { get; }

    /// <inheritdoc/>
    protected override void Prepare(in LayerFrame<T> frame)
    {
    }

    /// <inheritdoc/>
    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y)
    {
        fixed (T* source = x, target = y)
            frame.Workers.Run(new MapJob(Input, Output, _stride, source, target), frame.Batch);
    }

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        if (!accumulate) xBar.Clear();
        fixed (T* source = yBar, target = xBar)
            frame.Workers.Run(new AdjointJob(Input, Output, _stride, source, target), frame.Batch);
    }

    private readonly struct MapJob(Shape input, Shape output, int stride, T* x, T* y) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            T* source = x + ((nint)part * input.Size), target = y + ((nint)part * output.Size);
            for (int c = 0; c < input.Channels; c++, source += input.Sites)
            {
                for (int row = 0; row < input.Height; row += stride)
                {
                    for (int column = 0; column < input.Width; column += stride) *target++ = source[(row * input.Width) + column];
                }
            }

            new Span<T>(target, output.Size - (input.Channels * output.Sites)).Clear();
        }
    }

    private readonly struct AdjointJob(Shape input, Shape output, int stride, T* yBar, T* xBar) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            T* source = yBar + ((nint)part * output.Size), target = xBar + ((nint)part * input.Size);
            for (int c = 0; c < input.Channels; c++, target += input.Sites)
            {
                for (int row = 0; row < input.Height; row += stride)
                {
                    for (int column = 0; column < input.Width; column += stride) target[(row * input.Width) + column] += *source++;
                }
            }
        }
    }
}
