using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Occam.Numerics.Simd;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>
/// The pairs of pixels (i, j) of one image and (i + dy, j + dx) of another, for one offset: convolutions move both together, so the recursion never
/// leaves the offset. Arrays have a margin of zeros, which stands for the padding and for pixels outside of either image.
/// </summary>
internal readonly unsafe struct ConvolutionPlane<T>(int height, int width, int dy, int dx)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Margin = 1;

    /// <summary>Values that one array of an image of this size takes.</summary>
    public static int Length(int height, int width) => (height + (2 * Margin)) * RowLength(width);

    private int Rows => height - Math.Abs(dy);

    private int Columns => width - Math.Abs(dx);

    private int Stride => RowLength(width);

    /// <summary>Where the first pair lies in a plane of the first image, and of the second.</summary>
    private int First => (Math.Max(0, -dy) * width) + Math.Max(0, -dx);

    private int Second => (Math.Max(0, dy) * width) + Math.Max(0, dx);

    /// <summary>covariance = Σ over channels of x·z.</summary>
    public void Products(T* x, T* z, int channels, T* covariance)
    {
        new Span<T>(covariance, Length(height, width)).Clear();
        int pixels = height * width;
        for (int row = 0; row < Rows; row++)
        {
            T* target = Row(covariance, row), a = x + First + (row * width), b = z + Second + (row * width);
            for (int j = 0; j < Columns; j += Vector256<T>.Count)
            {
                Vector256<T> sum = default;
                T* left = a + j, right = b + j;
                for (int c = 0; c < channels; c++, left += pixels, right += pixels) sum = Lanes.FusedMultiplyAdd(Vector256.Load(left), Vector256.Load(right), sum);
                sum.Store(target + j);
            }

            ClearEnd(target);
        }
    }

    /// <summary>
    /// One layer of rectifiers: with s = √l·√r of the variances l and r of the two pixels and ρ = Σ/s, Θ ← Θκ₀(ρ)/9 + Σ', Σ ← Σ' = sκ₁(ρ)/9. Equal patches
    /// have Σ² = l·r to the bit; their cosine has to be exactly 1, because κ₀ has an infinite slope there.
    /// </summary>
    public void Rectify(PixelScales<T> left, PixelScales<T> right, T* covariance, T* tangent)
    {
        Vector256<T> ninth = Vector256.Create(T.One / T.CreateChecked(9));
        for (int row = 0; row < Rows; row++)
        {
            PixelScales<T> a = left.From(First + (row * width)), b = right.From(Second + (row * width));
            T* sigma = Row(covariance, row), theta = Row(tangent, row);
            for (int j = 0; j < Columns; j += Vector256<T>.Count)
            {
                Vector256<T> sum = Vector256.Load(sigma + j), squared = sum * sum, positive = Vector256.GreaterThanOrEqual(sum, Vector256<T>.Zero);
                Vector256<T> equal = Vector256.GreaterThanOrEqual(squared, Vector256.Load(a.Variance + j) * Vector256.Load(b.Variance + j)) & positive;
                Vector256<T> cosine = Vector256.ConditionalSelect(equal, Vector256<T>.One, sum * (Vector256.Load(a.Inverse + j) * Vector256.Load(b.Inverse + j)));
                Vector256<T> derivative = ArcCosine.Evaluate(cosine, out Vector256<T> expectation) * ninth;
                Vector256<T> scaled = Vector256.Load(a.Root + j) * Vector256.Load(b.Root + j) * expectation;
                Vector256<T> next = Vector256.ConditionalSelect(equal, sum, scaled) * ninth;
                next.Store(sigma + j);
                Lanes.FusedMultiplyAdd(Vector256.Load(theta + j), derivative, next).Store(theta + j);
            }

            ClearEnd(sigma);
            ClearEnd(theta);
        }
    }

    /// <summary>values ← sums over 3×3 neighbours; <paramref name="sums"/> is room for as much.</summary>
    public void Convolve(T* values, T* sums)
    {
        for (int row = -1; row <= Rows; row++)
        {
            T* source = Row(values, row), target = Row(sums, row);
            for (int j = 0; j < Columns; j += Vector256<T>.Count)
                (Vector256.Load(source + j - 1) + Vector256.Load(source + j) + Vector256.Load(source + j + 1)).Store(target + j);
        }

        for (int row = 0; row < Rows; row++)
        {
            T* source = Row(sums, row), target = Row(values, row);
            for (int j = 0; j < Columns; j += Vector256<T>.Count)
                (Vector256.Load(source + j - Stride) + Vector256.Load(source + j) + Vector256.Load(source + j + Stride)).Store(target + j);
            ClearEnd(target);
        }
    }

    /// <summary>The sum of all values, lane by lane and then in order, in double.</summary>
    public double Sum(T* values)
    {
        Vector256<T> lanes = default;
        for (int row = 0; row < Rows; row++)
        {
            T* source = Row(values, row);
            for (int j = 0; j < Columns; j += Vector256<T>.Count) lanes += Vector256.Load(source + j);
        }

        double sum = 0;
        for (int lane = 0; lane < Vector256<T>.Count; lane++) sum += double.CreateTruncating(lanes[lane]);
        return sum;
    }

    /// <summary>The values of one row.</summary>
    public Span<T> Values(T* values, int row) => new(Row(values, row), Columns);

    // One vector more than the row, so that what a last vector spills stays within it.
    private static int RowLength(int width) => Margin + width + Vector256<T>.Count;

    private T* Row(T* values, int row) => values + ((row + Margin) * (nint)Stride) + Margin;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ClearEnd(T* row)
    {
        int end = (Columns + Vector256<T>.Count - 1) / Vector256<T>.Count * Vector256<T>.Count;
        for (int j = Columns; j < end; j++) row[j] = T.Zero;
    }
}
