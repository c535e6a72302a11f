using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>y = c·x. In the NTK parametrization it stands after every product of weights N(0, 1).</summary>
public sealed unsafe class Scale<T>(Shape shape, double factor) : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Kind => "scale";

    /// <inheritdoc/>
    public override Shape Input => shape;

    /// <inheritdoc/>
    public override Shape Output => shape;

    /// <summary>c.</summary>
    public double Factor => factor;

    /// <inheritdoc/>
    protected override void Prepare(in LayerFrame<T> frame)
    {
    }

    /// <inheritdoc/>
    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y) => Run(frame, x, y, accumulate: false);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate) => Run(frame, yBar, xBar, accumulate);

    private void Run(in LayerFrame<T> frame, ReadOnlySpan<T> source, Span<T> target, bool accumulate)
    {
        int length = frame.Batch * shape.Size;
        fixed (T* from = source, to = target)
            frame.Workers.Run(new Job(T.CreateChecked(factor), from, to, length, accumulate), ChunkedWork.Parts(length));
    }

    private readonly struct Job(T factor, T* source, T* target, int length, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int start = ChunkedWork.Start(part), count = Math.Min(ChunkedWork.Length, length - start);
            ElementLoops.Affine(factor, source + start, T.Zero, target + start, count, accumulate);
        }
    }
}
