using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>y[n,q] = x[n]: one value, repeated. The adjoint is the sum of the cotangents, accumulated in double.</summary>
public sealed unsafe class Spread<T> : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One value to <paramref name="width"/>.</summary>
    public Spread(Shape input, int width)
    {
        LayerFaults.Demand(input.Size == 1 && width >= 1, $"Spread of {input}", "one value, and a width of at least 1", $"{input.Size} values, width {width}", "Put a dense layer with one output before it.");
        (Input, Output) = (input, new Shape(width));
    }

    /// <inheritdoc/>
    public override string Kind => "spread";

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
        PlaneParts parts = PlaneParts.For(frame.Batch, Output.Size);
        fixed (T* source = x, target = y)
            frame.Workers.Run(new RepeatJob(parts, Output.Size, source, target), parts.Count);
    }

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        PlaneParts parts = PlaneParts.For(frame.Batch, Output.Size);
        fixed (T* source = yBar, target = xBar)
            frame.Workers.Run(new SumJob(parts, Output.Size, source, target, accumulate), parts.Count);
    }

    private readonly struct RepeatJob(PlaneParts parts, int width, T* x, T* y) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            for (int n = parts.First(part); n < parts.End(part); n++) new Span<T>(y + ((nint)n * width), width).Fill(x[n]);
        }
    }

    private readonly struct SumJob(PlaneParts parts, int width, T* yBar, T* xBar, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            for (int n = parts.First(part); n < parts.End(part); n++)
            {
                T sum = T.CreateTruncating(StatisticLoops.Sum(yBar + ((nint)n * width), width));
                xBar[n] = accumulate ? xBar[n] + sum : sum;
            }
        }
    }
}
