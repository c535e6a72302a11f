using Occam.Numerics.Random;

namespace Occam.Data.Batches;

/// <summary>The order of the examples in each epoch: a permutation that depends on the seed and the number of the epoch only, so any epoch can be
/// asked for first. Drawn from <c>seed.Derive("batches").Derive(epoch)</c>. Keeps one buffer; not for use by two threads at once.</summary>
public sealed class EpochOrder
{
    private readonly Seed _place;
    private readonly int[] _order;
    private int _epoch = -1;

    /// <summary>Prepares the orders of <paramref name="count"/> examples.</summary>
    public EpochOrder(Seed seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _place = seed.Derive("batches");
        _order = new int[count];
    }

    /// <summary>How many examples an epoch has.</summary>
    public int Count => _order.Length;

    /// <summary>The examples of epoch <paramref name="epoch"/>, each once. Valid until another epoch is asked for; allocates nothing.</summary>
    public ReadOnlySpan<int> Epoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (epoch != _epoch)
        {
            _place.Derive(epoch).Permutation(_order);
            _epoch = epoch;
        }

        return _order;
    }
}
