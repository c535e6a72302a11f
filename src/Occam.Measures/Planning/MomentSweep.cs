using System.Numerics;
using Occam.Networks.Factors;

namespace Occam.Measures.Planning;

/// <summary>The moments of every parameter's gradient over groups of examples: a sweep of its own, because groups end where chunks need not.</summary>
internal static class MomentSweep
{
    private const long ChunkBytes = 1 << 26;

    public static void Compute<T>(ExampleChunks<T> chunks, ReadOnlySpan<T> theta, T[] state, GroupMoments moments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int group = 0; group < moments.Count; group++)
        {
            (double[] sums, double[] squares, int end) = (moments.Sums(group), moments.Squares(group), moments.First(group + 1));
            Array.Clear(sums);
            Array.Clear(squares);
            for (int first = moments.First(group); first < end; first += chunks.Passes.Batch)
            {
                chunks.Backward(theta, state, first, chunks.Length(first, end));
                SecondMoment.Add(chunks.Passes, ChunkBytes, sums, squares);
            }
        }
    }
}
