using Occam.Numerics.Dense;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Dense;

/// <summary>Products against a scalar triple loop. The contract promises the bits of one chain of fused multiply-adds, so nothing here has a tolerance.</summary>
public sealed class GemmTests
{
    private static readonly int[] s_awkward = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 47, 48, 49, 63, 65, 100, 127];

    [Fact]
    public void Every_pair_of_awkward_sizes_with_every_layout()
    {
        using Workers workers = new(2);
        foreach (int m in s_awkward)
        {
            foreach (int n in s_awkward)
            {
                // The depth cycles through the same sizes, out of step with rows and columns.
                int depth = s_awkward[((m * 7) + (n * 3)) % s_awkward.Length];
                foreach (Layout layout in Layout.All) Check(workers, m, n, depth, layout, accumulate: ((m + n) & 1) == 0);
            }
        }
    }

    [Fact]
    public void Every_awkward_depth_with_every_layout()
    {
        using Workers workers = new(1);
        foreach (int depth in s_awkward)
        {
            foreach ((int m, int n) in ((int, int)[])[(1, 1), (4, 48), (5, 17), (8, 24), (9, 49), (13, 50), (17, 33)])
            {
                foreach (Layout layout in Layout.All)
                {
                    Check(workers, m, n, depth, layout, accumulate: false);
                    Check(workers, m, n, depth, layout, accumulate: true);
                }
            }
        }
    }

    [Theory]
    [InlineData(9, 50, 255)]
    [InlineData(9, 50, 256)]
    [InlineData(9, 50, 257)]
    [InlineData(17, 49, 513)]
    [InlineData(3, 527, 20)]
    [InlineData(3, 528, 20)]
    [InlineData(11, 529, 257)]
    [InlineData(5, 1055, 20)]
    [InlineData(5, 1056, 20)]
    [InlineData(9, 1057, 257)]
    [InlineData(2, 2200, 9)]
    [InlineData(513, 33, 18)]
    [InlineData(1030, 3, 5)]
    public void Beyond_one_block_of_depth_columns_or_rows(int m, int n, int depth)
    {
        using Workers workers = new(2);
        foreach (Layout layout in Layout.All)
        {
            Check(workers, m, n, depth, layout, accumulate: false);
            Check(workers, m, n, depth, layout, accumulate: true);
        }
    }

    [Theory]
    [InlineData(0, 5, 4)]
    [InlineData(5, 0, 4)]
    [InlineData(0, 0, 4)]
    [InlineData(0, 0, 0)]
    [InlineData(5, 4, 0)]
    public void Empty_products(int m, int n, int depth)
    {
        using Workers workers = new(2);
        foreach (Layout layout in Layout.All)
        {
            Check(workers, m, n, depth, layout, accumulate: false);
            Check(workers, m, n, depth, layout, accumulate: true);
        }
    }

    [Theory]
    [InlineData(65, 127, 300)]
    [InlineData(600, 40, 17)]
    [InlineData(7, 1100, 33)]
    [InlineData(530, 1030, 3)]
    public void Bits_do_not_depend_on_the_number_of_workers(int m, int n, int depth)
    {
        Draws draws = new("workers");
        float[] a = Single(draws, m * depth), b = Single(draws, depth * n), expected = new float[m * n];
        ScalarProduct.Multiply(a, b, expected, m, n, depth, default, accumulate: false);
        foreach (int count in (int[])[1, 2, 5])
        {
            using Workers workers = new(count);
            float[] c = new float[m * n];
            Gemm.Multiply(workers, new MatrixView<float>(a, m, depth), new MatrixView<float>(b, depth, n), c);
            AssertBits.Equal(expected, c, $"{m} × {n} × {depth} on {count} workers");
        }
    }

    [Fact]
    public void Values_that_are_not_finite_reach_every_element_that_reads_them_and_no_other()
    {
        const int M = 13, N = 37, Depth = 21;
        using Workers workers = new(1);
        foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            foreach (Layout layout in Layout.All)
            {
                Draws draws = new("bad");
                double[] a = draws.Normals(M * Depth), b = draws.Normals(Depth * N), c = new double[M * N];
                a[layout.Left(4, 20, M, Depth)] = bad;
                b[layout.Right(0, 36, N, Depth)] = bad;
                Gemm.Multiply(workers, layout.LeftView(a, M, Depth), layout.RightView(b, N, Depth), c);
                for (int i = 0; i < M; i++)
                {
                    for (int j = 0; j < N; j++) Assert.Equal(i != 4 && j != 36, double.IsFinite(c[(i * N) + j]));
                }
            }
        }
    }

    [Fact]
    public void Zero_times_infinity_is_not_swallowed()
    {
        using Workers workers = new(1);
        float[] c = new float[1];
        Gemm.Multiply(workers, new MatrixView<float>([0f, 1f], 1, 2), new MatrixView<float>([float.PositiveInfinity, 1f], 2, 1), c);
        Assert.True(float.IsNaN(c[0]));
    }

    [Fact]
    public void Values_behind_the_result_stay()
    {
        using Workers workers = new(1);
        foreach (int n in s_awkward)
        {
            float[] a = new float[5 * 3], b = new float[3 * n], c = new float[(5 * n) + 64];
            c.AsSpan(5 * n).Fill(42);
            Gemm.Multiply(workers, new MatrixView<float>(a, 5, 3), new MatrixView<float>(b, 3, n), c);
            Assert.All(c[(5 * n)..], value => Assert.Equal(42, value));
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using Workers workers = new(1);
        ArgumentException rows = Assert.Throws<ArgumentException>(
            () => Gemm.Multiply(workers, new MatrixView<float>(new float[6], 2, 3), new MatrixView<float>(new float[8], 4, 2), new float[4]));
        Assert.Equal("Gemm: expected b with 3 rows and c with 4 values, got 4 rows and 4 values. Check the shapes.", rows.Message);
        Assert.Throws<ArgumentException>(
            () => Gemm.Multiply(workers, new MatrixView<float>(new float[6], 2, 3), new MatrixView<float>(new float[6], 3, 2), new float[3]));
        ArgumentException view = Assert.Throws<ArgumentException>(() => new MatrixView<float>(new float[5], 2, 3));
        Assert.Equal("Matrix: expected 2 × 3 = 6 values, got 5. Pass the whole matrix.", view.Message);
    }

    private static float[] Single(Draws draws, int count) => Vectors.Convert<double, float>(draws.Normals(count));

    private static void Check(Workers workers, int m, int n, int depth, Layout layout, bool accumulate)
    {
        Draws draws = new("gemm");
        double[] a = draws.Normals(m * depth), b = draws.Normals(depth * n), c = draws.Normals(m * n);
        float[] a4 = Vectors.Convert<double, float>(a), b4 = Vectors.Convert<double, float>(b), c4 = Vectors.Convert<double, float>(c);
        double[] expected = [.. c];
        float[] expected4 = [.. c4];
        ScalarProduct.Multiply(a, b, expected, m, n, depth, layout, accumulate);
        ScalarProduct.Multiply(a4, b4, expected4, m, n, depth, layout, accumulate);
        Gemm.Multiply(workers, layout.LeftView(a, m, depth), layout.RightView(b, n, depth), c, accumulate);
        Gemm.Multiply(workers, layout.LeftView(a4, m, depth), layout.RightView(b4, n, depth), c4, accumulate);
        AssertBits.Equal(expected, c, $"double {m} × {n} × {depth} {layout} accumulate {accumulate}");
        AssertBits.Equal(expected4, c4, $"float {m} × {n} × {depth} {layout} accumulate {accumulate}");
    }
}
