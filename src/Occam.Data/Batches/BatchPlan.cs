using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Batches;

/// <summary>Cuts every epoch's order into batches and numbers them as steps 0, 1, 2, …. Not for use by two threads at once.</summary>
public sealed class BatchPlan
{
    private readonly EpochOrder _order;

    /// <summary>Plans batches of <paramref name="batchSize"/> out of <paramref name="count"/> examples.</summary>
    /// <param name="seed">The run's seed; orders come from <c>seed.Derive("batches")</c>.</param>
    /// <param name="count">Examples in an epoch.</param>
    /// <param name="batchSize">Examples in a batch, 1 … <paramref name="count"/>.</param>
    /// <param name="incomplete">What becomes of a remainder.</param>
    /// <exception cref="InputException">The batch size does not fit the examples.</exception>
    public BatchPlan(Seed seed, int count, int batchSize, IncompleteBatch incomplete = IncompleteBatch.Keep)
    {
        if (batchSize < 1 || batchSize > count)
            throw new InputException("batch-size", $"1 … {count}, the number of training examples", $"{batchSize}", "Choose a smaller batch, or more examples.");
        _order = new EpochOrder(seed, count);
        BatchSize = batchSize;
        StepsPerEpoch = incomplete == IncompleteBatch.Keep ? ((count - 1) / batchSize) + 1 : count / batchSize;
    }

    /// <summary>Examples in a full batch.</summary>
    public int BatchSize { get; }

    /// <summary>Batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The epoch that a step belongs to.</summary>
    public int EpochOf(long step) => checked((int)(step / StepsPerEpoch));

    /// <summary>The examples of one step. Valid until a step of another epoch is asked for; allocates nothing.</summary>
    /// <param name="step">The step, counted from 0 across epochs.</param>
    public ReadOnlySpan<int> Batch(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ReadOnlySpan<int> order = _order.Epoch(EpochOf(step));
        int start = (int)(step % StepsPerEpoch) * BatchSize;
        return order.Slice(start, Math.Min(BatchSize, order.Length - start));
    }
}
