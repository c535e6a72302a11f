using Occam.Data.Datasets;
using Occam.Data.Readers;
using Occam.Data.Tests.Support;
using Occam.Formats.Files;

namespace Occam.Data.Tests.Readers;

public sealed class CifarFolderTests : IDisposable
{
    private const int Record = 3073;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reads_labels_and_planes_in_file_order()
    {
        WriteFolder(records: 2);
        (Dataset train, Dataset test) = CifarFolder.Read(_folder.Path, "tiny");
        Assert.Equal((10, 2), (train.Count, test.Count));
        Assert.Equal(new ImageShape(3, 32, 32), train.Shape);
        Assert.Equal([1, 2, 2, 3, 3, 4, 4, 5, 5, 6], train.Labels.ToArray());
        byte[] third = File.ReadAllBytes(Path.Combine(_folder.Path, "data_batch_2.bin"));
        for (int i = 0; i < 3072; i++) Assert.Equal(third[1 + i] / 255f, train.Image(2)[i]);
        Assert.Equal("frog", test.ClassNames[6]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Record - 1)]
    [InlineData(Record + 1)]
    [InlineData((2 * Record) - 1)]
    public void Anything_but_whole_records_is_refused(int bytes)
    {
        WriteFolder(records: 2);
        _folder.Write("data_batch_3.bin", new byte[bytes]);
        string message = Assert.Throws<FileFormatException>(() => CifarFolder.Read(_folder.Path, "tiny")).Message;
        Assert.Contains($"expected a whole number of 3073-byte records (30730000 bytes in the published files), got {bytes} bytes", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_above_nine_are_refused()
    {
        WriteFolder(records: 2);
        byte[] file = new byte[2 * Record];
        file[Record] = 10;
        _folder.Write("test_batch.bin", file);
        Assert.Contains("expected labels in 0 … 9, got 10 at example 1", Assert.Throws<FileFormatException>(() => CifarFolder.Read(_folder.Path, "tiny")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data_batch_1.bin")]
    [InlineData("data_batch_4.bin")]
    [InlineData("test_batch.bin")]
    public void A_missing_file_is_named(string name)
    {
        WriteFolder(records: 1);
        File.Delete(Path.Combine(_folder.Path, name));
        Assert.Contains($"expected {name}, got no such file", Assert.Throws<FileFormatException>(() => CifarFolder.Read(_folder.Path, "tiny")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_python_pickles_are_refused_with_a_hint()
    {
        _folder.Write("data_batch_1", [0x80, 2, (byte)'}']);
        Assert.True(CifarFolder.Recognizes(_folder.Path));
        string message = Assert.Throws<FileFormatException>(() => DatasetFiles.Read(_folder.Path)).Message;
        Assert.Contains("the Python version (pickles", message, StringComparison.Ordinal);
        Assert.Contains("occam data get cifar10", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_published_files_read_as_they_are()
    {
        string path = RealData.Require("cifar-10-batches-bin");
        (Dataset train, Dataset test) = CifarFolder.Read(path, "cifar10");
        Assert.Equal((50_000, 10_000), (train.Count, test.Count));
        Assert.Equal([6, 9, 9, 4, 1], train.Labels[..5].ToArray());
        Assert.Equal([59 / 255f, 43 / 255f, 50 / 255f, 68 / 255f, 98 / 255f], train.Images[..5].ToArray());
        Assert.All(train.ClassHistogram(), count => Assert.Equal(5_000, count));
        Assert.All(test.ClassHistogram(), count => Assert.Equal(1_000, count));
    }

    private void WriteFolder(int records)
    {
        for (int file = 1; file <= 6; file++)
        {
            byte[] bytes = [.. Enumerable.Range(0, records * Record).Select(i => (byte)((i * 31) + file))];
            for (int i = 0; i < records; i++) bytes[i * Record] = (byte)(file + i);
            _folder.Write(file == 6 ? "test_batch.bin" : $"data_batch_{file}.bin", bytes);
        }
    }
}
