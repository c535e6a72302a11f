using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Readers;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npz;

namespace Occam.Data.Tests.Readers;

public sealed class NpzDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bytes_are_divided_by_255_and_floats_are_not()
    {
        byte[] bytes = [.. Enumerable.Range(0, 24).Select(i => (byte)(i * 10))];
        Dataset set = Read(StoredArray.From<byte>("x", [2, 3, 4], bytes), Labels("y", 0, 1)).Train;
        Assert.Equal(new ImageShape(1, 3, 4), set.Shape);
        Assert.Equal([.. bytes.Select(value => value / 255f)], set.Images.ToArray());
        Assert.Equal([-2f, 300f], Read(StoredArray.From<float>("x", [1, 2], [-2f, 300f]), Labels("y", 0)).Train.Images.ToArray());
        Assert.Equal([0.1f, 0.5f], Read(StoredArray.From<double>("x", [1, 2], [0.1, 0.5]), Labels("y", 0)).Train.Images.ToArray());
    }

    [Fact]
    public void Vectors_have_one_channel_a_feature() =>
        Assert.Equal(ImageShape.Vector(3), Read(StoredArray.From<float>("x", [2, 3], new float[6]), Labels("y", 0, 1)).Train.Shape);

    [Fact]
    public void Channels_last_are_turned_to_channels_first()
    {
        float[] nhwc = [.. Enumerable.Range(0, 2 * 2 * 3 * 4).Select(i => (float)i)]; // n 2, h 2, w 3, c 4
        Dataset set = Read([StoredArray.From<float>("x", [2, 2, 3, 4], nhwc), Labels("y", 0, 1)], ImageLayout.ChannelsLast).Train;
        Assert.Equal(new ImageShape(4, 2, 3), set.Shape);
        for (int n = 0; n < 2; n++)
            for (int h = 0; h < 2; h++)
                for (int w = 0; w < 3; w++)
                    for (int c = 0; c < 4; c++) Assert.Equal(nhwc[(n * 24) + (h * 12) + (w * 4) + c], set.Image(n)[(c * 6) + (h * 3) + w]);
        Assert.Equal(new ImageShape(2, 3, 4), Read(StoredArray.From<float>("x", [2, 2, 3, 4], nhwc), Labels("y", 0, 1)).Train.Shape);
    }

    [Theory]
    [InlineData("x", "y")]
    [InlineData("x_train", "y_train")]
    public void A_test_set_is_read_and_counts_for_the_classes(string x, string y)
    {
        (Dataset train, Dataset? test) = Read(StoredArray.From<float>(x, [2, 3], new float[6]), Labels(y, 0, 1), StoredArray.From<float>("x_test", [1, 3], [1, 2, 3]), Labels("y_test", 4));
        Assert.Equal((5, 5, 1), (train.ClassCount, test!.ClassCount, test.Count));
        Assert.Equal([1f, 2f, 3f], test.Images.ToArray());
    }

    [Fact]
    public void Labels_may_be_a_column_of_any_integer_type()
    {
        StoredArray x = StoredArray.From<float>("x", [2, 1], new float[2]);
        Assert.Equal([3, 1], Read(x, StoredArray.From<byte>("y", [2, 1], [3, 1])).Train.Labels.ToArray());
        Assert.Equal([3, 1], Read(x, StoredArray.From<int>("y", [2], [3, 1])).Train.Labels.ToArray());
    }

    [Fact]
    public void Wrong_arrays_are_refused_by_name()
    {
        StoredArray x = StoredArray.From<float>("x", [2, 1], new float[2]), y = Labels("y", 0, 1);
        Assert.Equal(("arrays x and y", "x"), Parts(x));
        Assert.Equal(("arrays x_test and y_test", "x, y, x_test"), Parts(x, y, StoredArray.From<float>("x_test", [1, 1], [0])));
        Assert.Equal(("uint8 (divided by 255) or float (taken as it is)", "Int64"), Parts(StoredArray.From<long>("x", [2, 1], [1, 2]), y));
        Assert.Equal(("integers", "Float32"), Parts(x, StoredArray.From<float>("y", [2], [0, 1])));
        Assert.Equal(("[n] or [n, 1]", "[2, 2]"), Parts(x, StoredArray.From<int>("y", [2, 2], [0, 1, 1, 0])));
        Assert.Equal(("one label an image, 2", "3 labels"), Parts(x, Labels("y", 0, 1, 1)));
        Assert.Equal(("labels in 0 … 65535", "-1 at example 1"), Parts(x, Labels("y", 0, -1)));
        Assert.Equal(("labels in 0 … 65535", "1000000 at example 0"), Parts(x, Labels("y", 1_000_000, 0)));
        Assert.Equal(("finite pixels", "NaN in example 1 at value 0"), Parts(StoredArray.From<float>("x", [2, 1], [0, float.NaN]), y));
        Assert.Equal(("[n, d], [n, h, w] or [n, c, h, w] with no length 0", "[2]"), Parts(StoredArray.From<float>("x", [2], new float[2]), y));
        Assert.Equal(("[n, d], [n, h, w] or [n, c, h, w] with no length 0", "[0, 4]"), Parts(StoredArray.From<float>("x", [0, 4], []), y));
        Assert.Equal(("x_test of 1 an example, as x", "2"), Parts(x, y, StoredArray.From<float>("x_test", [1, 2], [0, 0]), Labels("y_test", 0)));
    }

    [Fact]
    public void The_catalog_reads_it_by_path()
    {
        string path = Path.Combine(_folder.Path, "mine.npz");
        NpzFile.Write(path, [StoredArray.From<float>("x", [2, 1], new float[2]), Labels("y", 0, 1)]);
        DatasetPair data = new DatasetCatalog("/nowhere").Load(path);
        Assert.Equal((2, "mine.npz", "npz"), (data.Train.Count, data.Info.Name, data.Info.Format));
        Assert.Null(data.Test);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        string path = Path.Combine(_folder.Path, "mine.npz");
        NpzFile.Write(path, [StoredArray.From<float>("x", [2, 1], new float[2]), Labels("y", 0, 1)]);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length += 3)
        {
            _folder.Write("mine.npz", whole[..length]);
            Assert.Throws<FileFormatException>(() => DatasetFiles.Read(path));
        }
    }

    private (string Expected, string Got) Parts(params StoredArray[] arrays)
    {
        FileFormatException refusal = Assert.Throws<FileFormatException>(() => Read(arrays));
        return (refusal.Expected, refusal.Got);
    }

    private (Dataset Train, Dataset? Test) Read(params StoredArray[] arrays) => Read(arrays, ImageLayout.ChannelsFirst);

    private (Dataset Train, Dataset? Test) Read(StoredArray[] arrays, ImageLayout layout)
    {
        string path = Path.Combine(_folder.Path, "mine.npz");
        NpzFile.Write(path, arrays);
        return NpzDataset.Read(path, "mine", layout);
    }

    private static StoredArray Labels(string name, params long[] labels) => StoredArray.From<long>(name, [labels.Length], labels);
}
