using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Networks.Activations;
using Occam.Networks.Parameters;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>y = f(x) value by value. The function declares f, f′ and f″; the four passes are here, once.</summary>
public sealed unsafe class Elementwise<T, TFunction>(Shape shape) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IElementwiseFunction<T>
{
    private enum Pass
    {
        Forward,
        ForwardTangent,
        Backward,
        BackwardTangent,
    }

    /// <inheritdoc/>
    public override string Kind => TFunction.Name;

    /// <inheritdoc/>
    public override Shape Input => shape;

    /// <inheritdoc/>
    public override Shape Output => shape;

    /// <inheritdoc/>
    public override ImmutableArray<ParameterBlock> Parameters => [];

    /// <inheritdoc/>
    public override void Forward(in LayerFrame<T> frame) => Run(frame, Pass.Forward, frame.Y, [], []);

    /// <inheritdoc/>
    public override void ForwardTangent(in LayerFrame<T> frame)
    {
        if (frame.XDot.IsEmpty) frame.YDot.Clear();
        else Run(frame, Pass.ForwardTangent, frame.YDot, frame.XDot, []);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerFrame<T> frame)
    {
        if (!frame.XBar.IsEmpty) Run(frame, Pass.Backward, frame.XBar, frame.YBar, []);
    }

    /// <inheritdoc/>
    public override void BackwardTangent(in LayerFrame<T> frame)
    {
        if (frame.XBarDot.IsEmpty) return;
        if (TFunction.IsPiecewiseLinear || frame.XDot.IsEmpty) Run(frame, Pass.Backward, frame.XBarDot, frame.YBarDot, []);
        else Run(frame, Pass.BackwardTangent, frame.XBarDot, frame.YBarDot, frame.YBar);
    }

    private void Run(in LayerFrame<T> frame, Pass pass, Span<T> result, ReadOnlySpan<T> vector, ReadOnlySpan<T> cotangent)
    {
        int length = frame.Batch * shape.Size;
        fixed (T* x = frame.X, y = frame.Y, r = result, v = vector, c = cotangent, d = frame.XDot)
        {
            Job job = new(pass, length, x, y, r, v, c, d, frame.AccumulateInput);
            frame.Workers.Run(job, ChunkedWork.Parts(length));
        }
    }

    private readonly struct Job(Pass pass, int length, T* x, T* y, T* result, T* vector, T* cotangent, T* inputTangent, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int i = ChunkedWork.Start(part), end = Math.Min(length, i + ChunkedWork.Length);
            switch (pass)
            {
                case Pass.Forward:
                    for (; i < end; i += Vector256<T>.Count) ChunkedWork.Store(TFunction.Value(ChunkedWork.Load(x, i, end)), result, i, end);
                    break;
                case Pass.ForwardTangent:
                    for (; i < end; i += Vector256<T>.Count)
                        ChunkedWork.Store(TFunction.First(ChunkedWork.Load(x, i, end), ChunkedWork.Load(y, i, end)) * ChunkedWork.Load(vector, i, end), result, i, end);
                    break;
                default:
                    for (; i < end; i += Vector256<T>.Count) Adjoint(i, end);
                    break;
            }
        }

        /// <summary>f′(x)·v, and for the second-order pass + f″(x)·ẋ·ȳ.</summary>
        private void Adjoint(int i, int end)
        {
            Vector256<T> at = ChunkedWork.Load(x, i, end), value = ChunkedWork.Load(y, i, end);
            Vector256<T> sum = TFunction.First(at, value) * ChunkedWork.Load(vector, i, end);
            if (pass == Pass.BackwardTangent)
                sum += TFunction.Second(at, value) * ChunkedWork.Load(inputTangent, i, end) * ChunkedWork.Load(cotangent, i, end);
            if (accumulate) sum += ChunkedWork.Load(result, i, end);
            ChunkedWork.Store(sum, result, i, end);
        }
    }
}
