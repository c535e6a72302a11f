using Occam.Numerics.Dense;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Dense;

public sealed class QrFactorizationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(4, 4)]
    [InlineData(7, 100)]
    [InlineData(20, 33)]
    public void Product_is_the_matrix_and_columns_are_orthonormal(int count, int length)
    {
        using Workers workers = new(2);
        Check(workers, new Draws("qr").Normals(count * length), count, length);
    }

    [Fact]
    public void Columns_are_orthonormal_even_when_the_rank_is_short()
    {
        using Workers workers = new(2);
        double[] a = new Draws("qr").Normals(5 * 30);
        a.AsSpan(0, 30).CopyTo(a.AsSpan(30));
        a.AsSpan(60, 30).Clear();
        Check(workers, a, 5, 30);
        Check(workers, new double[60], 3, 20);
    }

    [Fact]
    public void Given_by_hand()
    {
        // Columns (3, 4) and (1, 2): reflections make R's diagonal −5 and its other entries follow.
        using Workers workers = new(1);
        QrFactorization qr = QrFactorization.Factor(workers, [3, 4, 1, 2], 2, 2);
        Assert.Equal(-5, qr.R[0], 1e-15);
        Assert.Equal(-2.2, qr.R[1], 1e-15);
        Assert.Equal(0, qr.R[2]);
        Assert.Equal(0.4, Math.Abs(qr.R[3]), 1e-15);
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_workers()
    {
        double[] a = new Draws("qr").Normals(9 * 5000);
        double[]? first = null;
        foreach (int count in (int[])[1, 2, 5])
        {
            using Workers workers = new(count);
            QrFactorization qr = QrFactorization.Factor(workers, a, 9, 5000);
            AssertBits.Equal(first ??= qr.Q, qr.Q, $"{count} workers");
        }
    }

    [Fact]
    public void More_columns_than_rows_are_refused()
    {
        using Workers workers = new(1);
        Assert.Throws<ArgumentException>(() => QrFactorization.Factor(workers, new double[6], 3, 2));
    }

    private static void Check(Workers workers, double[] a, int count, int length)
    {
        QrFactorization qr = QrFactorization.Factor(workers, a, count, length);
        Assert.InRange(KnownMatrices.Nonorthogonality(qr.Q, count, length), 0, 1e-14);
        for (int j = 0; j < count; j++)
        {
            for (int i = 0; i < length; i++)
            {
                double sum = 0;
                for (int k = 0; k < count; k++) sum += qr.Q[(k * length) + i] * qr.R[(k * count) + j];
                Assert.Equal(a[(j * length) + i], sum, 1e-14 * length);
            }

            for (int k = j + 1; k < count; k++) Assert.Equal(0, qr.R[(k * count) + j]);
        }
    }
}
