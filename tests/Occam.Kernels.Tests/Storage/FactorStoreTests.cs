using Occam.Formats.Files;
using Occam.Kernels.Matrices;
using Occam.Kernels.Regression;
using Occam.Kernels.Storage;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Tests.Storage;

/// <summary>A factorization that is interrupted, killed or damaged on disk ends with the bits of an uninterrupted one.</summary>
public sealed class FactorStoreTests : IDisposable
{
    private const int N = 1700, Columns = 3;
    private readonly TemporaryFolder _folder = new();
    private readonly KernelInputs _inputs = new(Vectors.Convert<double, float>(new Draws("stored").Normals(N * 9)), N, 9);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Finished_columns_are_read_and_not_computed_again()
    {
        double[] expected = Fit(null).Coefficients;
        Interrupt(Store("factor"), afterColumns: 2);
        Assert.Equal(Bytes(2), new FileInfo(_folder.In("factor")).Length);
        List<double> progress = [];
        Assert.Equal(expected, Fit(Store("factor"), progress.Add).Coefficients);

        // The first call comes with the third column.
        Assert.True(progress[0] > 0.7 * RegressionWork.Filling(N, 9), $"{progress[0]}");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(64 + 1000)]
    [InlineData(64 + (4L * 1700 * 768) + 5000)]
    public void A_damaged_column_and_what_follows_are_computed_again(long place)
    {
        double[] expected = Fit(null).Coefficients;
        Interrupt(Store("factor"), afterColumns: 2);
        using (FileStream file = new(_folder.In("factor"), FileMode.Open))
        {
            file.Position = place;
            int value = file.ReadByte();
            file.Position = place;
            file.WriteByte((byte)(value ^ 1));
        }

        Assert.Equal(expected, Fit(Store("factor")).Coefficients);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200_000)]
    public void A_torn_file_is_as_good_as_its_whole_columns(long length)
    {
        double[] expected = Fit(null).Coefficients;
        Interrupt(Store("factor"), afterColumns: 1);
        using (FileStream file = new(_folder.In("factor"), FileMode.Open)) file.SetLength(length);
        Assert.Equal(expected, Fit(Store("factor")).Coefficients);
    }

    [Fact]
    public void The_file_of_another_matrix_is_replaced()
    {
        Interrupt(Store("factor"), afterColumns: 1);
        using Workers workers = new(2);
        RegressionRequest other = Request(null) with { Ridge = 0.5 };
        Assert.Equal(KernelRegression.Fit(workers, other).Coefficients, KernelRegression.Fit(workers, other with { Store = Store("factor") }).Coefficients);
    }

    [Fact]
    public void Nothing_is_written_before_the_interval_is_over()
    {
        Fit(new FactorStore(_folder.In("factor"), TimeSpan.FromHours(1)));
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        _folder.Write("file", [1]);
        FileFormatException fault = Assert.Throws<FileFormatException>(() => Fit(new FactorStore(_folder.In("file/factor"), TimeSpan.Zero)));
        Assert.Equal($"Keeping the factor of a matrix in '{_folder.In("file/factor")}'", fault.What);
        Assert.Equal("Free disk space, or choose another --out.", fault.Remedy);
    }

    private static long Bytes(int columns) => 64 + Enumerable.Range(0, columns).Sum(c => (4L * 768 * (N - (768 * c))) + 32);

    private FactorStore Store(string name) => new(_folder.In(name), TimeSpan.Zero);

    private RegressionRequest Request(FactorStore? store) =>
        new(new GaussianKernel(0.3), _inputs, [.. Enumerable.Range(0, N * Columns).Select(i => i % 7 / 7.0)], Columns) { Precision = RegressionPrecision.Single, Store = store, Ridge = 0.01 };

    private KernelFit Fit(FactorStore? store, Action<double>? progress = null)
    {
        using Workers workers = new(2);
        return KernelRegression.Fit(workers, Request(store) with { Progress = progress });
    }

    /// <summary>Stops when the column after so many has begun.</summary>
    private void Interrupt(FactorStore store, int afterColumns)
    {
        // One call when a column begins, and one for each finished column that is taken off: 1, then 2, then 3.
        int calls = 0, last = afterColumns * (afterColumns + 1) / 2;
        Assert.Throws<OperationCanceledException>(() => Fit(store, _ =>
        {
            if (calls++ == last) throw new OperationCanceledException();
        }));
    }
}
