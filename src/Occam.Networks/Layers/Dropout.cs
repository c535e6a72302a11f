using System.Numerics;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// In training, y = x·m with m = 1/(1 − rate) for a value that is kept and 0 for one that is dropped; frozen, y = x. Value i of the batch
/// [n, size] is kept if its 32-bit word, word i mod 4 of block ⌊i/4⌋ of the step's randomness derived by this layer's name, is at least
/// rate·2³². The mask is part of the map, so all passes of one batch share it.
/// </summary>
public sealed unsafe class Dropout<T> : LinearMapLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int WordsPerBlock = 4;
    private readonly Shape _shape;
    private readonly ulong _place;

    /// <summary>Dropout with the given rate.</summary>
    /// <param name="shape">Shape of an example.</param>
    /// <param name="rate">The probability that a value is dropped, in [0, 1).</param>
    /// <param name="name">A name of its own for each dropout layer of a network, for example its node's; it names the layer's random draws.</param>
    public Dropout(Shape shape, double rate, string name)
    {
        LayerFaults.Demand(rate is >= 0 and < 1, $"Dropout '{name}'", "a rate in [0, 1)", $"{rate}", "The rate is the probability of dropping a value, for example 0.5.");
        (_shape, Rate, _place) = (shape, rate, StableHash.Fnv1a(name));
    }

    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    public override Shape Input => _shape;

    /// <inheritdoc/>
    public override Shape Output => _shape;

    /// <summary>The probability that a value is dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override int SavedLength(int batch) => batch * _shape.Size;

    /// <inheritdoc/>
    protected override void Prepare(in LayerFrame<T> frame)
    {
        if (!frame.Context.Training) return;
        int length = frame.Batch * _shape.Size;

        // Seed.Derive(name), with the name's hash taken once: hashing a text allocates.
        Seed seed = new(StableHash.Mix(frame.Context.Randomness.Key ^ _place));
        ulong threshold = (ulong)Math.Round(Rate * (1UL << 32));
        fixed (T* mask = frame.Saved)
            frame.Workers.Run(new MaskJob(seed, threshold, T.CreateChecked(1 / (1 - Rate)), mask, length), ChunkedWork.Parts(length));
    }

    /// <inheritdoc/>
    protected override void Map(in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, Span<T> y) => Run(frame, x, y, accumulate: false);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate) => Run(frame, yBar, xBar, accumulate);

    private void Run(in LayerFrame<T> frame, ReadOnlySpan<T> source, Span<T> target, bool accumulate)
    {
        int length = frame.Batch * _shape.Size;
        fixed (T* mask = frame.Saved, from = source, to = target)
            frame.Workers.Run(new ProductJob(frame.Context.Training ? mask : null, from, to, length, accumulate), ChunkedWork.Parts(length));
    }

    private readonly struct MaskJob(Seed seed, ulong threshold, T kept, T* mask, int length) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int start = ChunkedWork.Start(part), end = Math.Min(length, start + ChunkedWork.Length);
            for (int i = start; i < end; i += WordsPerBlock)
            {
                (uint a, uint b, uint c, uint d) = seed.Words((ulong)(i / WordsPerBlock));
                mask[i] = Factor(a);
                if (i + 1 < end) mask[i + 1] = Factor(b);
                if (i + 2 < end) mask[i + 2] = Factor(c);
                if (i + 3 < end) mask[i + 3] = Factor(d);
            }
        }

        private T Factor(uint word) => word >= threshold ? kept : T.Zero;
    }

    private readonly struct ProductJob(T* mask, T* source, T* target, int length, bool accumulate) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int start = ChunkedWork.Start(part), count = Math.Min(ChunkedWork.Length, length - start);
            if (mask != null) ElementLoops.Affine(mask + start, source + start, null, target + start, count, accumulate);
            else if (accumulate) ElementLoops.Add(source + start, target + start, count);
            else new Span<T>(source + start, count).CopyTo(new Span<T>(target + start, count));
        }
    }
}
