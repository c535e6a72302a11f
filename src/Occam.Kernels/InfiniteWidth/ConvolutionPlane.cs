using System.Numerics;
using System.Runtime.CompilerServices;

namespace Occam.Kernels.InfiniteWidth;

/// <summary>
/// The pairs of pixels (i, j) of one image and (i + dy, j + dx) of another, for one offset: convolutions move both together, so the recursion never
/// leaves the offset. Rows of an array lie apart by more than their length; the value before a row and the one after it are zeros, which stand for
/// the padding and for pixels outside of either image. What lies further out is undefined, and no sum takes it in.
/// </summary>
internal readonly unsafe struct ConvolutionPlane<T, TVector>(int height, int width, int dy, int dx)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, INumberVector<TVector, T>
{
    private readonly int _rows = height - Math.Abs(dy), _columns = width - Math.Abs(dx);
    private readonly nint _stride = RowLength(width);

    // Where the first pair lies in a plane of the first image, and of the second.
    private readonly int _first = (Math.Max(0, -dy) * width) + Math.Max(0, -dx), _second = (Math.Max(0, dy) * width) + Math.Max(0, dx);

    /// <summary>Values that one array of an image of this size takes: a row more at either end, and room for what a last vector spills.</summary>
    public static int Length(int height, int width) => ((height + 2) * RowLength(width)) + TVector.Count;

    /// <summary>covariance = Σ over channels of x·z.</summary>
    public void Products(T* x, T* z, int channels, T* covariance)
    {
        int pixels = height * width, columns = _columns;
        T* a = x + _first, b = z + _second, end = Row(covariance, _rows);
        for (T* target = Row(covariance, 0); target < end; target += _stride, a += width, b += width)
        {
            for (int j = 0; j < columns; j += TVector.Count)
            {
                TVector sum = default;
                T* left = a + j, right = b + j;
                for (int c = 0; c < channels; c++, left += pixels, right += pixels) sum = TVector.MultiplyAdd(TVector.Load(left), TVector.Load(right), sum);
                sum.Store(target + j);
            }

            target[-1] = target[columns] = T.Zero;
        }
    }

    /// <summary>sums = sums over three neighbours of a row: half of a convolution, which <see cref="Down"/> completes.</summary>
    public void Across(T* values, T* sums)
    {
        int columns = _columns;
        new Span<T>(Row(sums, -1), columns).Clear();
        new Span<T>(Row(sums, _rows), columns).Clear();
        T* target = Row(sums, 0), end = Row(values, _rows);
        for (T* source = Row(values, 0); source < end; source += _stride, target += _stride)
        {
            for (int j = 0; j < columns; j += TVector.Count)
                (TVector.Load(source + j - 1) + TVector.Load(source + j) + TVector.Load(source + j + 1)).Store(target + j);
        }
    }

    /// <summary>
    /// A convolution's second half and the layer of rectifiers after it: with Σ and Θ summed over 3×3 neighbours, the product lr of the variances of the two
    /// pixels, s = √(lr) and ρ = Σ/s, Θ ← Θκ₀(ρ)/9 + Σ', Σ ← Σ' = sκ₁(ρ)/9. Equal patches have Σ² = lr to the bit; their cosine has to be exactly 1, because
    /// κ₀ has an infinite slope there.
    /// </summary>
    /// <param name="start">What Θ is before this layer.</param>
    /// <param name="left">Of the first image's pixels.</param>
    /// <param name="right">Of the second image's pixels.</param>
    /// <param name="covarianceSums">Σ after <see cref="Across"/>.</param>
    /// <param name="tangentSums">Θ after <see cref="Across"/>, where it is not known from the start.</param>
    /// <param name="covariance">Becomes Σ.</param>
    /// <param name="tangent">Becomes Θ.</param>
    public void Rectify(TangentStart start, PixelScales<T> left, PixelScales<T> right, T* covarianceSums, T* tangentSums, T* covariance, T* tangent)
    {
        TVector ninth = TVector.All(1.0 / 9);
        int columns = _columns;
        nint stride = _stride, pixel = 0;
        (left, right) = (left.From(_first), right.From(_second));
        T* sigmaSums = Row(covarianceSums, 0), thetaSums = Row(tangentSums, 0), theta = Row(tangent, 0), end = Row(covariance, _rows);
        for (T* sigma = Row(covariance, 0); sigma < end; sigma += stride, theta += stride, sigmaSums += stride, thetaSums += stride, pixel += width)
        {
            for (int j = 0; j < columns; j += TVector.Count)
            {
                TVector sum = Down(sigmaSums + j, stride), before = start == TangentStart.Computed ? Down(thetaSums + j, stride) : start == TangentStart.Covariance ? sum : default;
                TVector product = TVector.Load(left.Variance + pixel + j) * TVector.Load(right.Variance + pixel + j);
                TVector inverse = TVector.Load(left.InverseRoot + pixel + j) * TVector.Load(right.InverseRoot + pixel + j);
                TVector signedSquare = sum * TVector.Abs(sum), cosine = TVector.WhereAtLeast(signedSquare, product, TVector.All(1), sum * inverse);
                TVector derivative = ArcCosine.Evaluate<T, TVector>(cosine, 1.0 / 9, out TVector expectation);
                TVector next = TVector.WhereAtLeast(signedSquare, product, sum * ninth, product * inverse * expectation);
                next.Store(sigma + j);
                TVector.MultiplyAdd(before, derivative, next).Store(theta + j);
            }

            sigma[-1] = sigma[columns] = theta[-1] = theta[columns] = T.Zero;
        }
    }

    /// <summary>The values of one row after <see cref="Across"/> and the sum over neighbouring rows, as <see cref="Rectify"/> forms it.</summary>
    public void Convolved(T* sums, int row, Span<T> values)
    {
        T* source = Row(sums, row);
        for (int j = 0; j < values.Length; j++) values[j] = source[j - _stride] + source[j] + source[j + _stride];
    }

    /// <summary>The values of one row.</summary>
    public Span<T> Values(T* values, int row) => new(Row(values, row), _columns);

    /// <summary>The sum of all values: each column from the first row on, then the columns in double.</summary>
    /// <param name="values">The array.</param>
    /// <param name="columns">Room for a row.</param>
    public double Sum(T* values, T* columns)
    {
        int length = _columns;
        nint stride = _stride;
        for (int j = 0; j < length; j += TVector.Count)
        {
            TVector column = default;
            T* end = Row(values, _rows) + j;
            for (T* value = Row(values, 0) + j; value < end; value += stride) column += TVector.Load(value);
            column.Store(columns + j);
        }

        double sum = 0;
        for (int j = 0; j < length; j++) sum += double.CreateTruncating(columns[j]);
        return sum;
    }

    private static int RowLength(int width) => TVector.Count * (1 + ((width + TVector.Count - 1) / TVector.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Down(T* sums, nint stride) => TVector.Load(sums - stride) + TVector.Load(sums) + TVector.Load(sums + stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T* Row(T* values, int row) => values + ((row + 1) * _stride) + TVector.Count;
}
