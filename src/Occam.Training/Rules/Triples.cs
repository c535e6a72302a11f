using System.Numerics;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Training.Rules;

/// <summary>One number out of three, in each lane.</summary>
internal interface ITriple<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number.</summary>
    static abstract Vector256<T> Of(Vector256<T> a, Vector256<T> b, Vector256<T> c);
}

/// <summary>The middle one; not a number if one of them is none.</summary>
internal readonly struct MedianOfThree<T> : ITriple<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static Vector256<T> Of(Vector256<T> a, Vector256<T> b, Vector256<T> c) =>
        Vector256.Max(Vector256.Min(a, b), Vector256.Min(Vector256.Max(a, b), c));
}

/// <summary>(a + b + c)/3.</summary>
internal readonly struct AverageOfThree<T> : ITriple<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static Vector256<T> Of(Vector256<T> a, Vector256<T> b, Vector256<T> c) => (a + b + c) / Vector256.Create(T.CreateTruncating(3));
}

/// <summary>Combines three long vectors coordinate by coordinate, in chunks that workers share.</summary>
internal static class Triples
{
    /// <summary>c[i] ← f(a[aStart + i], b[bStart + i], c[i]).</summary>
    public static void Combine<T, TTriple>(Workers workers, T[] a, int aStart, T[] b, int bStart, T[] c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTriple : struct, ITriple<T> => workers.Run(new Job<T, TTriple>(a, aStart, b, bStart, c), Chunks.Count(c.Length));

    private readonly struct Job<T, TTriple>(T[] a, int aStart, T[] b, int bStart, T[] c) : IParallelJob
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTriple : struct, ITriple<T>
    {
        public void Run(int part, Scratch scratch)
        {
            (int start, int length) = Chunks.Of(part, c.Length);
            ReadOnlySpan<T> first = a.AsSpan(aStart + start, length), second = b.AsSpan(bStart + start, length);
            Span<T> third = c.AsSpan(start, length);
            for (int i = 0; i < length; i += Vector256<T>.Count)
                Lanes.Store(TTriple.Of(Lanes.Load(first, i), Lanes.Load(second, i), Lanes.Load<T>(third, i)), third, i);
        }
    }
}
