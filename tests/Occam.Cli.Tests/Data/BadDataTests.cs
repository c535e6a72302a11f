using Occam.Cli.Tests.Support;
using Occam.Numerics.Errors;

namespace Occam.Cli.Tests.Data;

public class BadDataTests
{
    [Theory]
    [InlineData("mnst", "'mnist'")]
    [InlineData("nowhere/at/all", "Names are looked up")]
    [InlineData("mnist", "occam data get mnist")]
    public void Data_that_is_not_there_is_refused(string data, string remedy)
    {
        using TemporaryFolder folder = new();
        ShownFault shown = Refusal.One(folder, "data", "show", data);
        Assert.Contains(remedy, shown.Remedy, StringComparison.Ordinal);
        Assert.Equal(shown, Refusal.One(folder, [.. Tiny.Explain("--data", data)]));
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        using TemporaryFolder folder = new();
        Images.WriteIdx(folder, "set");
        string path = folder.In("set/train-images-idx3-ubyte");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);
        ShownFault fault = Check(folder, "set");
        Assert.Contains("train-images-idx3-ubyte", fault.What, StringComparison.Ordinal);
        Assert.Contains("100 bytes", fault.Got, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_magic_is_refused()
    {
        using TemporaryFolder folder = new();
        Images.WriteIdx(folder, "set");
        folder.Write("set/train-images-idx3-ubyte", [.. "PNG and not IDX at all"u8]);
        Assert.Contains("train-images-idx3-ubyte", Check(folder, "set").What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5_000_000_000)]
    public void A_label_out_of_range_is_refused(long label)
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("set.npz"), [20, 3, 3], firstLabel: label);
        Assert.StartsWith($"{label} ", Check(folder, "set.npz").Got, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_and_test_images_of_different_shapes_are_refused()
    {
        using TemporaryFolder folder = new();
        Images.WriteIdx(folder, "set", testSize: 5);
        ShownFault fault = Check(folder, "set");
        Assert.Contains("1×4×4", fault.Expected, StringComparison.Ordinal);
        Assert.Contains("1×5×5", fault.Got, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pixel_that_is_not_a_number_is_refused()
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("set.npz"), [20, 3, 3], pixels => pixels[30] = float.NaN);
        Assert.Equal("NaN in example 3 at value 3", Check(folder, "set.npz").Got);
    }

    [Fact]
    public void Arrays_without_labels_are_refused()
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("set.npz"), [20, 3, 3], labels: false);
        ShownFault fault = Check(folder, "set.npz");
        Assert.Equal(("arrays x and y", "x"), (fault.Expected, fault.Got));
    }

    [Fact]
    public void The_pickles_of_cifar_are_refused()
    {
        using TemporaryFolder folder = new();
        folder.Write("cifar-10-batches-py/data_batch_1", [0x80, 2]);
        Assert.Contains("pickles", Check(folder, "cifar-10-batches-py").Got, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_data_and_a_file_of_another_kind_are_refused()
    {
        using TemporaryFolder folder = new();
        folder.Write("empty/notes.txt", [.. "nothing here"u8]);
        Assert.Contains("notes.txt", Check(folder, "empty").Got, StringComparison.Ordinal);
        Assert.Contains(".npz", Check(folder, "empty/notes.txt").Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_refused()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "The administrator may read everything.");
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("set.npz"), [20, 3, 3]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.In("set.npz"), UnixFileMode.None);
        Assert.Contains("set.npz", Check(folder, "set.npz").What, StringComparison.Ordinal);
    }

    /// <summary>Showing the data and training on it must refuse alike.</summary>
    private static ShownFault Check(TemporaryFolder folder, string data)
    {
        ShownFault shown = Refusal.One(folder, "data", "show", folder.In(data));
        Fault prepared = Preparation.FaultOf("explain", [.. Tiny.Settings, $"data={folder.In(data)}"]);
        Assert.Equal((shown.What, shown.Expected), (prepared.What, prepared.Expected));
        return shown;
    }
}
