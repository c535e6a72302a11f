using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// x where x &gt; 0, slope·x elsewhere; at 0 the derivative is the slope. A NaN stays NaN. It is a linear map that the input's signs decide, so
/// that, unlike an elementwise function, it can take its slope from a setting or a file.
/// </summary>
public sealed unsafe class LeakyRelu<T> : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Shape _shape;

    /// <summary>A leaky rectifier; PyTorch's slope is 0.01.</summary>
    public LeakyRelu(Shape shape, double slope = 0.01)
    {
        LayerFaults.Demand(double.IsFinite(slope), "Leaky ReLU", "a finite slope", $"{slope}", "Use, for example, 0.01.");
        (_shape, Slope) = (shape, slope);
    }

    /// <inheritdoc/>
    public override string Kind => "leaky relu";

    /// <inheritdoc/>
    public override Shape Input => _shape;

    /// <inheritdoc/>
    public override Shape Output => _shape;

    /// <summary>The derivative at and below 0.</summary>
    public double Slope { get; }

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
        int length = frame.Batch * _shape.Size;
        fixed (T* x = frame.X, from = source, to = target)
            frame.Workers.Run(new Job(T.CreateChecked(Slope), x, from, to, length, accumulate), ChunkedWork.Parts(length));
    }

    private readonly struct Job(T slope, T* x, T* source, T* target, int length, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            Vector256<T> below = Vector256.Create(slope);
            int i = ChunkedWork.Start(part), end = Math.Min(length, i + ChunkedWork.Length);
            for (; i < end; i += Vector256<T>.Count)
            {
                Vector256<T> factor = Vector256.ConditionalSelect(Vector256.GreaterThan(ChunkedWork.Load(x, i, end), Vector256<T>.Zero), Vector256<T>.One, below);
                Vector256<T> value = factor * ChunkedWork.Load(source, i, end);
                ChunkedWork.Store(accumulate ? value + ChunkedWork.Load(target, i, end) : value, target, i, end);
            }
        }
    }
}
