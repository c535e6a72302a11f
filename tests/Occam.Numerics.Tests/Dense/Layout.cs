using Occam.Numerics.Dense;

namespace Occam.Numerics.Tests.Dense;

/// <summary>Which of the two factors lies transposed in memory.</summary>
internal readonly record struct Layout(bool LeftTransposed, bool RightTransposed)
{
    public static Layout[] All => [new(false, false), new(true, false), new(false, true), new(true, true)];

    public int Left(int i, int k, int m, int depth) => LeftTransposed ? (k * m) + i : (i * depth) + k;

    public int Right(int k, int j, int n, int depth) => RightTransposed ? (j * depth) + k : (k * n) + j;

    public MatrixView<T> LeftView<T>(T[] a, int m, int depth)
        where T : unmanaged => LeftTransposed ? new MatrixView<T>(a, depth, m).Transposed : new MatrixView<T>(a, m, depth);

    public MatrixView<T> RightView<T>(T[] b, int n, int depth)
        where T : unmanaged => RightTransposed ? new MatrixView<T>(b, n, depth).Transposed : new MatrixView<T>(b, depth, n);
}
