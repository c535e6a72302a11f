using System.Buffers.Binary;
using System.Text;
using Occam.Data.Datasets;
using Occam.Data.Readers;
using Occam.Data.Tests.Support;
using Occam.Formats.Files;
using Occam.Formats.Png;

namespace Occam.Data.Tests.Readers;

public sealed class ClassFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_of_pillow_in_colour_read_as_pillow_reads_them()
    {
        DatasetPair pair = DatasetFiles.Read(Fixture.Path("colour"));
        Fixture.AssertSame("colour.npz", pair.Train, pair.Test);
        Assert.Equal(new ImageShape(3, 5, 6), pair.Shape);
        Assert.Equal(["Ant", "bee"], pair.Train.ClassNames);
        Assert.Equal(("colour", "class folders", "given by path; classes: the names of the folders in train; test part: test"), (pair.Info.Name, pair.Info.Format, pair.Info.Origin));
    }

    [Fact]
    public void Grey_pictures_of_pillow_read_as_pillow_reads_them()
    {
        DatasetPair pair = DatasetFiles.Read(Fixture.Path("grey"));
        Fixture.AssertSame("grey.npz", pair.Train, pair.Test);
        Assert.Equal((new ImageShape(1, 5, 6), "given by path; classes: the names of the folders"), (pair.Shape, pair.Info.Origin));
    }

    [Fact]
    public void The_second_part_may_be_called_val_and_what_systems_leave_is_skipped()
    {
        foreach (string name in (string[])["train/b/x.png", "train/a/2.png", "train/a/10.png", "val/a/x.png", "val/b/x.png"]) Grey(name, (byte)name.Length);
        foreach (string name in (string[])["train/a/.DS_Store", "train/b/Thumbs.db", "train/b/desktop.ini", "train/.git/x", "train/a/.trash/x", "train/__MACOSX/x", "train/README.md", "val/._x.png"]) _folder.Write(name, [1]);
        DatasetPair pair = DatasetFiles.Read(_folder.Path);
        Assert.Equal([0, 0, 1], pair.Train.Labels.ToArray());
        Assert.Equal(14f / 255, pair.Train.Image(0)[0]); // 10.png is before 2.png in ordinal order, as torchvision has it
        Assert.Equal((2, "given by path; classes: the names of the folders in train; test part: val"), (pair.Test!.Count, pair.Info.Origin));
        Directory.Delete(_folder.In("val"), recursive: true);
        Assert.Null(DatasetFiles.Read(_folder.Path).Test);
    }

    [Fact]
    public void A_class_may_be_called_train()
    {
        Grey("train/x.png", 1);
        Grey("car/x.png", 2);
        Assert.Equal(["car", "train"], DatasetFiles.Read(_folder.Path).Train.ClassNames);
    }

    [Theory]
    [InlineData("alpha.png", "a picture without transparent pixels", "pixels that are not opaque", "alpha_composite")]
    [InlineData("palette.png", "a picture without transparent pixels", "pixels that are not opaque", "alpha_composite")]
    [InlineData("key.png", "a picture without transparent pixels", "pixels that are not opaque", "alpha_composite")]
    [InlineData("sixteen.png", "up to 8 bits a channel, which are divided by 255", "16 bits", "mogrify -depth 8")]
    [InlineData("picture.jpg", "PNG pictures only", "'picture.jpg' (a JPEG image)", ".convert('RGB').save(p.with_suffix('.png'))")]
    public void Pictures_of_pillow_that_do_not_fit_are_refused(string name, string expected, string got, string remedy)
    {
        _folder.Write("a/" + name, File.ReadAllBytes(Fixture.Path("refused/" + name)));
        FileFormatException refusal = Refusal();
        Assert.Equal((expected, got), (refusal.Expected, refusal.Got));
        Assert.Contains(remedy, refusal.Remedy, StringComparison.Ordinal);
        Assert.Contains(name, refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_jpeg_by_another_name_and_other_files_are_named()
    {
        Grey("a/1.png", 0);
        _folder.Write("a/x.png", File.ReadAllBytes(Fixture.Path("refused/picture.jpg")));
        Assert.Equal("'x.png' (a JPEG image)", Refusal().Got);
        File.Delete(_folder.In("a/x.png"));
        _folder.Write("a/notes.txt", "hello"u8.ToArray());
        Assert.Equal("'notes.txt' (first bytes 0x68656C6C)", Refusal().Got);
        _folder.Write("a/notes.txt", []);
        Assert.Equal("'notes.txt' (an empty file)", Refusal().Got);
    }

    [Fact]
    public void Mixed_shapes_are_refused()
    {
        Grey("a/1.png", 0);
        PngWriter.Write(_folder.In("a/2.png"), new PngImage(3, 4, 1, new byte[12]));
        FileFormatException size = Refusal();
        Assert.Equal(("a picture of 2×2 pixels in grey as '1.png' of class 'a'", "3×4 pixels in grey"), (size.Expected, size.Got));
        Assert.Contains("resize((2, 2))", size.Remedy, StringComparison.Ordinal);
        PngWriter.Write(_folder.In("a/2.png"), new PngImage(2, 2, 3, new byte[12]));
        FileFormatException colour = Refusal();
        Assert.Equal("2×2 pixels in colour", colour.Got);
        Assert.Contains("convert('RGB')", colour.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_part_of_another_shape_is_refused()
    {
        Grey("train/a/1.png", 0);
        _folder.Folder("test/a");
        PngWriter.Write(_folder.In("test/a/1.png"), new PngImage(1, 1, 1, new byte[1]));
        Assert.Equal("a picture of 2×2 pixels in grey as the training part", Refusal().Expected);
    }

    [Fact]
    public void Classes_that_are_empty_nested_or_missing_are_refused()
    {
        Grey("train/a/1.png", 0);
        _folder.Folder("train/b");
        Assert.Equal("at least one picture in the folder of a class", Refusal().Expected);
        Grey("train/b/deeper/1.png", 0);
        Assert.Equal("the folder 'deeper'", Refusal().Got);
        Directory.Delete(_folder.In("train/b"), recursive: true);
        Grey("test/c/1.png", 0);
        Assert.Equal(("the same classes as in train", "no folder 'a' and a folder 'c'"), (Refusal().Expected, Refusal().Got));
        Grey("train/loose.png", 0);
        Assert.Equal("'loose.png' beside the folders", Refusal().Got);
    }

    [Fact]
    public void A_picture_cut_anywhere_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Fixture.Path("colour/train/Ant/a.png"));
        for (int length = 0; length < whole.Length; length++)
        {
            _folder.Write("a/1.png", whole[..length]);
            Refusal();
        }
    }

    [Fact]
    public void A_head_that_promises_more_pixels_than_its_file_can_hold_is_refused_before_any_room_is_made()
    {
        byte[] bytes = PngWriter.Encode(new PngImage(2, 2, 1, new byte[4]));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), 20_000);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 20_000);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(29), Checksum(bytes.AsSpan(12, 17)));
        _folder.Write("a/1.png", bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FileFormatException refusal = Refusal();
        Assert.Equal("20000 x 20000", refusal.Got);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 22);
    }

    [Fact]
    public void Links_that_go_round_do_not_hang()
    {
        Grey("a/1.png", 0);
        Directory.CreateSymbolicLink(_folder.In("a/up"), _folder.Path);
        Assert.Equal("the folder 'up'", Refusal().Got);
        Directory.Delete(_folder.In("a/up"));
        File.CreateSymbolicLink(_folder.In("a/2.png"), _folder.In("a/2.png"));
        Refusal();
        File.Delete(_folder.In("a/2.png"));
        Directory.CreateSymbolicLink(_folder.In("self"), _folder.Path);
        Refusal();
        Directory.Delete(_folder.In("self"));
        Assert.Equal(1, DatasetFiles.Read(_folder.Path).Train.Count);
    }

    [Fact]
    public void A_folder_of_nothing_known_is_told_all_that_is_read()
    {
        _folder.Write("README.md", Encoding.UTF8.GetBytes("# data"));
        FileFormatException refusal = Refusal();
        foreach (string kind in (string[])["IDX", "CIFAR-10 binary", "train.csv", "PNG", ".npz", "CSV"]) Assert.Contains(kind, refusal.Expected, StringComparison.Ordinal);
        Assert.Equal("a folder with README.md", refusal.Got);
    }

    private FileFormatException Refusal() => Assert.Throws<FileFormatException>(() => DatasetFiles.Read(_folder.Path));

    private void Grey(string name, byte value)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.In(name))!);
        PngWriter.Write(_folder.In(name), new PngImage(2, 2, 1, [value, value, value, value]));
    }

    /// <summary>CRC-32 of ISO 3309, bit by bit.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
