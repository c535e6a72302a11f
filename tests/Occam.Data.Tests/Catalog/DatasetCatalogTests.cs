using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Tests.Support;
using Occam.Formats.Files;
using Occam.Numerics.Errors;

namespace Occam.Data.Tests.Catalog;

public sealed class DatasetCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_embedded_set_needs_nothing()
    {
        DatasetPair data = new DatasetCatalog("/nowhere").Load("mnist-mini");
        Assert.Equal((10_000, 2_000, "mnist-mini"), (data.Train.Count, data.Test!.Count, data.Info.Name));
    }

    [Fact]
    public void Entries_say_what_loads()
    {
        DatasetPair data = new DatasetCatalog("/nowhere").Load("MNIST-mini");
        Assert.Equal((KnownDatasets.MnistMini.TrainCount, KnownDatasets.MnistMini.TestCount, KnownDatasets.MnistMini.Shape), (data.Train.Count, data.Test!.Count, data.Shape));
        Assert.Equal(["mnist-mini", "mnist", "fashion-mnist", "cifar10"], KnownDatasets.All.Select(entry => entry.Name));
        Assert.All(KnownDatasets.All, entry => Assert.Equal(10, entry.ClassNames.Count));
    }

    [Fact]
    public void A_path_is_read_before_a_name_is_looked_up()
    {
        Idx.WriteFolder(_folder, "mine");
        DatasetPair data = new DatasetCatalog("/nowhere").Load(Path.Combine(_folder.Path, "mine"));
        Assert.Equal((4, "mine", "IDX", "given by path"), (data.Train.Count, data.Info.Name, data.Info.Format, data.Info.Origin));
        Assert.Equal("mine/train", data.Train.Name);
    }

    [Fact]
    public void A_known_set_that_was_not_fetched_says_how()
    {
        InputException refusal = Assert.Throws<InputException>(() => new DatasetCatalog(_folder.Path).Load("cifar10"));
        string place = Path.Combine(_folder.Path, "cifar-10-batches-bin");
        Assert.Equal($"data 'cifar10': expected its files in '{place}', got no such folder. Run 'occam data get cifar10', or set OCCAM_DATA to the folder that holds cifar-10-batches-bin/.", refusal.Message);
    }

    [Theory]
    [InlineData("cifar-10", "cifar10")]
    [InlineData("mnist_mini", "mnist-mini")]
    [InlineData("fashionmnist", "fashion-mnist")]
    [InlineData("fashion", "fashion-mnist")]
    [InlineData("minst", "mnist")]
    public void An_unknown_name_gets_the_nearest(string name, string nearest)
    {
        InputException refusal = Assert.Throws<InputException>(() => new DatasetCatalog("/nowhere").Load(name));
        Assert.Contains($"Did you mean '{nearest}'?", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("expected a path, or one of mnist-mini, mnist, fashion-mnist, cifar10", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"got no file or folder '{Path.GetFullPath(name)}' and no such name", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Names are looked up in '/nowhere'.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_like_no_other_gets_no_guess() =>
        Assert.DoesNotContain("Did you mean", Assert.Throws<InputException>(() => new DatasetCatalog("/nowhere").Load("imagenet-21k")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_text_that_is_no_path_is_refused_like_any_other(string data) =>
        Assert.Contains("and no such name", Assert.Throws<InputException>(() => new DatasetCatalog("/nowhere").Load(data)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_known_name_must_hold_the_known_set()
    {
        Idx.WriteFolder(_folder, "mnist");
        string message = Assert.Throws<FileFormatException>(() => new DatasetCatalog(_folder.Path).Load("mnist")).Message;
        Assert.Contains("expected mnist: 60000 and 10000 examples of 1×28×28, got 4 and 2 of 1×2×3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_no_known_form_says_what_it_holds()
    {
        _folder.Write("notes.txt", [1]);
        Assert.Contains("got a folder with notes.txt", Assert.Throws<FileFormatException>(() => new DatasetCatalog("/nowhere").Load(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_no_known_form_says_what_it_is()
    {
        string idx = _folder.Write("images", Idx.Images(2)), text = _folder.Write("page", "<html>"u8.ToArray()), empty = _folder.Write("empty", []);
        DatasetCatalog catalog = new("/nowhere");
        Assert.Contains("give the folder that holds the four files", Assert.Throws<FileFormatException>(() => catalog.Load(idx)).Message, StringComparison.Ordinal);
        Assert.Contains("(a web page or XML)", Assert.Throws<FileFormatException>(() => catalog.Load(text)).Message, StringComparison.Ordinal);
        Assert.Throws<FileFormatException>(() => catalog.Load(empty));
    }

    [Fact]
    public void Presence_is_told_without_reading()
    {
        DatasetCatalog catalog = new(_folder.Path);
        _folder.Folder("mnist");
        Assert.True(catalog.IsPresent(KnownDatasets.MnistMini));
        Assert.True(catalog.IsPresent(KnownDatasets.Mnist));
        Assert.False(catalog.IsPresent(KnownDatasets.Cifar10));
    }

    [Theory]
    [InlineData("mnist", "mnist")]
    [InlineData("fashion-mnist", "fashion-mnist")]
    [InlineData("cifar10", "cifar-10-batches-bin")]
    public void Known_sets_load_where_they_are_present(string name, string folder)
    {
        string place = RealData.Require(folder);
        DatasetPair data = new DatasetCatalog(Path.GetDirectoryName(place)!).Load(name);
        DatasetEntry entry = KnownDatasets.Find(name)!;
        Assert.Equal((entry.TrainCount, entry.TestCount, entry.Shape, entry.Origin), (data.Train.Count, data.Test!.Count, data.Shape, data.Info.Origin));
        Assert.Equal(entry.ClassNames, data.Train.ClassNames);
    }
}
