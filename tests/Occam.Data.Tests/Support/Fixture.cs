using Occam.Data.Datasets;
using Occam.Data.Readers;

namespace Occam.Data.Tests.Support;

/// <summary>Files that Fixtures/generate.py made with numpy, Python's csv module and Pillow.</summary>
internal static class Fixture
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>The set is bit for bit what Python wrote beside it as .npz.</summary>
    public static void AssertSame(string npz, Dataset train, Dataset? test)
    {
        (Dataset expected, Dataset? expectedTest) = NpzDataset.Read(Path(npz), "expected");
        Assert.Equal(expectedTest is null, test is null);
        foreach ((Dataset one, Dataset other) in new[] { (expected, train), (expectedTest ?? expected, test ?? train) })
        {
            Assert.Equal(one.Shape, other.Shape);
            Assert.Equal(one.Labels.ToArray(), other.Labels.ToArray());
            Assert.Equal(one.Images.ToArray().Select(BitConverter.SingleToInt32Bits), other.Images.ToArray().Select(BitConverter.SingleToInt32Bits));
        }
    }
}
