using System.Runtime.Intrinsics;

namespace Occam.Networks.Layers;

/// <summary>
/// The sets of values that a normalization brings to mean 0 and variance 1. Batch norm: one set a channel, with one run in each example.
/// Group and layer norm: one run of neighbours in one example.
/// </summary>
/// <param name="Count">How many sets.</param>
/// <param name="Runs">The runs of a set.</param>
/// <param name="Spacing">From the beginning of a set to the next set's.</param>
internal readonly record struct NormalizedSets(int Count, Runs Runs, nint Spacing)
{
    /// <summary>Runs that are not whole vectors are copied together, so that only the end of a set is not a whole vector.</summary>
    public bool AreScattered<T>()
        where T : unmanaged => Runs.Count > 1 && Runs.Length % Vector256<T>.Count != 0;

    public PlaneParts Parts => PlaneParts.For(Count, Runs.Total);

    public static NormalizedSets Channels(Shape shape, int batch) => new(shape.Channels, new Runs(batch, shape.Sites, shape.Size), shape.Sites);

    public static NormalizedSets Groups(Shape shape, int groups, int batch)
    {
        int length = shape.Size / groups;
        return new NormalizedSets(batch * groups, new Runs(1, length, length), length);
    }
}
