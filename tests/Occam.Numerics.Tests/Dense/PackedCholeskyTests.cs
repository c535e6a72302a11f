using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Dense;

/// <summary>The packed factorization is the whole one, column by column, and its inverse's diagonal is that of matrices whose inverse is known.</summary>
public sealed unsafe class PackedCholeskyTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(768)]
    [InlineData(800)]
    [InlineData(1700)]
    public void Packed_columns_hold_the_bits_of_the_whole_factorization(int n)
    {
        using Workers workers = new(2);
        float[] whole = Vectors.Convert<double, float>(Definite(n));
        using PackedCholesky<float> packed = Filled(whole, n);
        while (packed.Finished < packed.Blocks) packed.FactorNext(workers);
        Cholesky.Factor<float>(workers, whole, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++) Assert.Equal(whole[(i * n) + j], Row(packed, i, j));
        }

        float[] b = Vectors.Convert<double, float>(new Draws("right").Normals(n * 3)), expected = [.. b];
        Cholesky.Solve<float>(workers, whole, n, expected, 3);
        packed.Solve(workers, b, 3);
        AssertBits.Equal(expected, b, $"solution {n}");
        Assert.Equal(Cholesky.LogDeterminant<float>(whole, n), packed.LogDeterminant());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(300)]
    [InlineData(1100)]
    public void The_inverse_of_the_second_difference_has_a_known_diagonal(int n)
    {
        // (A⁻¹)[i,i] = (i + 1)(n − i)/(n + 1), i from 0.
        using Workers one = new(1), three = new(3);
        using PackedCholesky<double> packed = Filled(KnownMatrices.Laplacian(n), n);
        while (packed.Finished < packed.Blocks) packed.FactorNext(one);
        double[] diagonal = packed.InverseDiagonal(one);
        for (int i = 0; i < n; i++) Assert.Equal(1, diagonal[i] / ((i + 1.0) * (n - i) / (n + 1.0)), 1e-9);
        AssertBits.Equal(diagonal, packed.InverseDiagonal(three), "three workers");
    }

    [Fact]
    public void A_factorization_that_was_interrupted_goes_on_from_its_finished_columns()
    {
        const int N = 1700;
        using Workers workers = new(2);
        double[] matrix = Definite(N);
        using PackedCholesky<double> whole = Filled(matrix, N), resumed = Filled(matrix, N);
        while (whole.Finished < whole.Blocks) whole.FactorNext(workers);

        // The second column is stopped in its middle; its values are then those of the matrix again.
        resumed.FactorNext(workers);
        Assert.Throws<OperationCanceledException>(() => resumed.FactorNext(workers, _ => throw new OperationCanceledException()));
        using PackedCholesky<double> second = Filled(matrix, N);
        new ReadOnlySpan<double>(resumed.Row(0, 0), (int)resumed.Length(0)).CopyTo(new Span<double>(second.Row(0, 0), (int)second.Length(0)));
        second.Restored();
        while (second.Finished < second.Blocks) second.FactorNext(workers);
        for (int b = 0; b < whole.Blocks; b++)
        {
            for (int i = whole.First(b); i < N; i++)
            {
                int columns = Math.Min(whole.Columns(b), i - whole.First(b) + 1);
                Assert.True(new ReadOnlySpan<double>(whole.Row(i, b), columns).SequenceEqual(new ReadOnlySpan<double>(second.Row(i, b), columns)), $"row {i} of block {b}");
            }
        }
    }

    [Fact]
    public void Progress_is_a_part_of_one_column_and_the_work_of_all_is_that_of_the_factorization()
    {
        const int N = 1700;
        using Workers workers = new(1);
        using PackedCholesky<double> packed = Filled(Definite(N), N);
        List<double> parts = [];
        double work = 0;
        for (int b = 0; b < packed.Blocks; b++) work += packed.Work(b);
        while (packed.Finished < packed.Blocks) packed.FactorNext(workers, parts.Add);
        Assert.Equal([1 / 2.0, 1 / 3.0, 2 / 3.0], parts);

        // Rectangles instead of the triangle on the diagonal add about three quarters of a block's share.
        Assert.InRange(work / (N * (double)N * N / 6), 1, 1 + (3.0 * PackedCholesky<double>.BlockWidth / N));
    }

    [Fact]
    public void A_pivot_that_is_not_positive_is_named_in_a_later_column_too()
    {
        const int N = 900;
        using Workers workers = new(1);
        using PackedCholesky<double> packed = Filled(KnownMatrices.Diagonal([.. Enumerable.Range(0, N).Select(i => i == 801 ? -0.25 : 1.0)]), N);
        packed.FactorNext(workers);
        NumericalException failure = Assert.Throws<NumericalException>(() => packed.FactorNext(workers));
        Assert.Equal("-0.25 in row 801, counted from 0", failure.Fault.Got);
    }

    [Fact]
    public void What_is_not_finished_cannot_be_used()
    {
        using Workers workers = new(1);
        using PackedCholesky<double> packed = new(3);
        Assert.Contains("0 of 1 block columns", Assert.Throws<ArgumentException>(() => packed.Solve(workers, new double[3], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => packed.InverseDiagonal(workers));
        Assert.Throws<ArgumentException>(() => packed.LogDeterminant());
        Assert.Throws<ArgumentOutOfRangeException>(() => new PackedCholesky<float>(0));
    }

    [Fact]
    public void Sixty_thousand_rows_take_half_of_the_whole_matrix()
    {
        Assert.InRange(PackedCholesky<float>.Bytes(60_000), 7.2e9, 7.31e9);
        Assert.Equal(2 * PackedCholesky<float>.Bytes(60_000), PackedCholesky<double>.Bytes(60_000));
    }

    private static T Row<T>(PackedCholesky<T> packed, int i, int j)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => packed.Row(i, j / PackedCholesky<T>.BlockWidth)[j % PackedCholesky<T>.BlockWidth];

    private static PackedCholesky<T> Filled<T>(T[] matrix, int n)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        PackedCholesky<T> packed = new(n);
        for (int b = 0; b < packed.Blocks; b++)
        {
            for (int i = packed.First(b); i < n; i++) matrix.AsSpan((i * n) + packed.First(b), packed.Columns(b)).CopyTo(new Span<T>(packed.Row(i, b), packed.Columns(b)));
        }

        return packed;
    }

    private static double[] Definite(int n)
    {
        Draws draws = new("packed");
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) a[(i * n) + j] = a[(j * n) + i] = (float)draws.Uniform(-1, 1);
            a[(i * n) + i] = 3 * Math.Sqrt(n);
        }

        return a;
    }
}
