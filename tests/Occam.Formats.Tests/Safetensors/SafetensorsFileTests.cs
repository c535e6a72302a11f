using FsCheck;
using FsCheck.Fluent;
using Occam.Formats.Arrays;
using Occam.Formats.Safetensors;

namespace Occam.Formats.Tests.Safetensors;

public sealed class SafetensorsFileTests
{
    private const string EveryType = "safetensors/every_type.safetensors";

    [Fact]
    public void Reads_a_file_of_every_type()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Fixture.Path(EveryType));
        Assert.Equal(11, file.Entries.Length);
        Assert.Equal("hand", file.Metadata["made by"]);
        Assert.Equal([-3], file.Read("layer.count").ToInt32());
        Assert.Empty(file.Read("layer.count").Shape);
        Assert.Equal([0.5, -2], file.Read("layer.scale").ToDouble());
        Assert.Equal([1f, -1f, 0.25f], file.Read("layer.bias").ToSingle());
        Assert.Equal([0L, 4L], file.Read("layer.empty").Shape);
        Assert.Equal([7, -7], file.Read("layer.index").ToInt32());
        Assert.Equal([1f, -2f, 0.25f, float.PositiveInfinity], file.Read("layer.brain").ToSingle());
        Assert.Equal([1.5f, -0.5f], file.Read("layer.half").ToSingle());
        Assert.Equal([-300, 300], file.Read("layer.short").ToInt32());
        Assert.Equal([1, 0, 1], file.Read("layer.flags").ToInt32());
        Assert.Equal([0, 255], file.Read("layer.pixels").ToInt32());
        Assert.Equal([-128, 127], file.Read("layer.tiny").ToInt32());
    }

    // The fixture was laid out by hand after the rules of the official writer.
    [Fact]
    public void Writes_the_same_bytes_whatever_the_order()
    {
        using TemporaryFolder folder = new();
        using SafetensorsFile file = SafetensorsFile.Open(Fixture.Path(EveryType));
        StoredArray[] tensors = [.. file.Entries.Select(entry => file.Read(entry.Name))];
        SafetensorsFile.Write(folder.In("a"), tensors, file.Metadata);
        SafetensorsFile.Write(folder.In("b"), [.. tensors.Reverse()], file.Metadata.Reverse().ToDictionary());
        Assert.Equal(Fixture.Bytes(EveryType), File.ReadAllBytes(folder.In("a")));
        Assert.Equal(Fixture.Bytes(EveryType), File.ReadAllBytes(folder.In("b")));
    }

    [Fact]
    public void Any_tensors_come_back_aligned() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Tuple<double[], float[], byte[]>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (content, text) =>
        {
            using TemporaryFolder folder = new();
            string name = "n" + string.Concat(text.Get.Where(c => !char.IsSurrogate(c)));
            SafetensorsFile.Write(folder.In("a"),
            [
                StoredArray.From<byte>(name + "1", [content.Item3.Length], content.Item3),
                StoredArray.From<float>(name + "2", [1, content.Item2.Length], content.Item2),
                StoredArray.From<double>(name + "3", [content.Item1.Length, 1], content.Item1),
            ], new Dictionary<string, string> { [name] = name });
            using SafetensorsFile file = SafetensorsFile.Open(folder.In("a"));
            long headerBytes = BitConverter.ToInt64(File.ReadAllBytes(folder.In("a")), 0);
            return file.Read(name + "1").ToUInt8().SequenceEqual(content.Item3)
                && file.Read(name + "2").Data.Span.SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(content.Item2))
                && file.Read(name + "3").Data.Span.SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(content.Item1))
                && file.Metadata[name] == name && headerBytes % 8 == 0
                && file.Entries.All(entry => entry.Begin % entry.Type.Size() == 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    [Fact]
    public void No_tensors_and_no_metadata_are_a_file()
    {
        using TemporaryFolder folder = new();
        SafetensorsFile.Write(folder.In("a"), []);
        using SafetensorsFile file = SafetensorsFile.Open(folder.In("a"));
        Assert.Empty(file.Entries);
        Assert.Empty(file.Metadata);
    }

    [Fact]
    public void A_name_twice_or_reserved_is_not_written()
    {
        using TemporaryFolder folder = new();
        StoredArray tensor = StoredArray.From<float>("a", [1], [1f]);
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder.In("a"), [tensor, tensor]));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(folder.In("a"), [StoredArray.From<float>("__metadata__", [1], [1f])]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
