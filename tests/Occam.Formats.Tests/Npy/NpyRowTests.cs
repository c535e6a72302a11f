using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npy;

namespace Occam.Formats.Tests.Npy;

public sealed class NpyRowTests
{
    [Fact]
    public void Reads_rows_of_an_array_of_any_rank()
    {
        using NpyRowReader reader = new(Fixture.Path("npy/rows.npy"));
        Assert.Equal((20L, 10L, ElementType.Float32), (reader.Rows, reader.Columns, reader.Type));
        float[] rows = new float[30];
        reader.Read(17, 3, rows);
        Assert.Equal(Enumerable.Range(170, 30).Select(i => i / 4f), rows);
        double[] last = new double[10];
        reader.Read(19, 1, last);
        Assert.Equal(Enumerable.Range(190, 10).Select(i => i / 4.0), last);
        reader.Read(20, 0, Span<float>.Empty);
    }

    [Fact]
    public void Converts_other_types_and_byte_orders()
    {
        using NpyRowReader reader = new(Fixture.Path("npy/rows_i2_big.npy"));
        float[] rows = new float[20];
        reader.Read(3, 2, rows);
        Assert.Equal(Enumerable.Range(30, 20).Select(i => (float)i), rows);
    }

    [Fact]
    public void Rows_longer_than_a_block_are_read_whole()
    {
        using TemporaryFolder folder = new();
        const int columns = 150_000;
        using (NpyRowWriter<double> writer = new(folder.In("a.npy"), [3, columns]))
        {
            for (int row = 0; row < 3; row++) writer.Append([.. Enumerable.Range(row * columns, columns).Select(i => (double)i)]);
            writer.Complete();
        }
        using NpyRowReader reader = new(folder.In("a.npy"));
        float[] rows = new float[2 * columns];
        reader.Read(1, 2, rows);
        Assert.True(rows.AsSpan().SequenceEqual([.. Enumerable.Range(columns, 2 * columns).Select(i => (float)i)]));
    }

    // 64 GiB of zeros, most of which the disk does not hold.
    [Fact]
    public void Reads_the_end_of_a_file_larger_than_memory()
    {
        if (!OperatingSystem.IsLinux()) return;
        using TemporaryFolder folder = new();
        string path = folder.In("sparse.npy");
        using (FileStream stream = File.Create(path))
        {
            NpyHeader.Write(stream, ElementType.Float64, [1L << 16, 1L << 17]);
            long end = stream.Position + (1L << 36);
            stream.Position = end - 8;
            stream.Write(BitConverter.GetBytes(2.5));
        }
        using NpyRowReader reader = new(path);
        double[] row = new double[1 << 17];
        reader.Read((1L << 16) - 1, 1, row);
        Assert.Equal(2.5, row[^1]);
        Assert.Equal(0.0, row[0]);
        FileFormatException error = Assert.Throws<FileFormatException>(() => NpyFile.Read(path));
        Assert.Equal("at most 2147483591 bytes of numbers", error.Expected);
    }

    [Fact]
    public void Rows_without_columns_and_no_rows_are_empty()
    {
        using NpyRowReader reader = new(Fixture.Path("npy/empty.npy"));
        Assert.Equal((0L, 3L), (reader.Rows, reader.Columns));
        reader.Read(0, 0, Span<float>.Empty);
    }

    [Theory]
    [InlineData("npy/fortran_cube.npy", "Fortran order")]
    [InlineData("npy/scalar.npy", "a single number")]
    public void Refuses_what_has_no_rows_one_after_the_other(string name, string got) =>
        Assert.Equal(got, Assert.Throws<FileFormatException>(() => new NpyRowReader(Fixture.Path(name))).Got);

    [Theory]
    [InlineData(-1, 1, 10)]
    [InlineData(0, 21, 210)]
    [InlineData(20, 1, 10)]
    [InlineData(long.MaxValue, 1, 10)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 1, 9)]
    public void Rows_that_do_not_exist_are_a_mistake_of_the_caller(long first, int count, int length)
    {
        using NpyRowReader reader = new(Fixture.Path("npy/rows.npy"));
        Assert.ThrowsAny<ArgumentException>(() => reader.Read(first, count, new float[length]));
    }

    [Fact]
    public void A_file_that_shrinks_is_refused_when_it_is_noticed()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = Fixture.Bytes("npy/rows.npy");
        string path = folder.Write("a.npy", bytes);
        using NpyRowReader reader = new(path);
        using (FileStream stream = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) stream.SetLength(bytes.Length - 2);
        Hostile.AssertFourParts(Assert.Throws<FileFormatException>(() => reader.Read(19, 1, new float[10])));
    }

    [Fact]
    public void A_writer_that_is_not_completed_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        using (NpyRowWriter<float> writer = new(folder.In("a.npy"), [2, 2]))
        {
            writer.Append([1f, 2f]);
            Assert.Throws<InvalidOperationException>(writer.Complete);
            Assert.Throws<ArgumentException>(() => writer.Append([1f, 2f, 3f]));
        }
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Throws<ArgumentException>(() => new NpyRowWriter<float>(folder.In("a.npy"), [-1]));
    }

    [Fact]
    public void A_writer_writes_what_the_whole_array_would()
    {
        using TemporaryFolder folder = new();
        using (NpyRowWriter<float> writer = new(folder.In("a.npy"), [20, 2, 5]))
        {
            for (int row = 0; row < 20; row++) writer.Append([.. Enumerable.Range(row * 10, 10).Select(i => i / 4f)]);
            writer.Complete();
        }
        Assert.Equal(Fixture.Bytes("npy/rows.npy"), File.ReadAllBytes(folder.In("a.npy")));
    }
}
