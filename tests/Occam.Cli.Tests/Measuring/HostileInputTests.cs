using System.IO.Compression;
using System.Text;
using Occam.Cli.Tests.Support;
using Occam.Formats.Arrays;
using Occam.Formats.Npy;
using Occam.Formats.Npz;

namespace Occam.Cli.Tests.Measuring;

/// <summary>Whatever is given to measure: a message of four parts, soon.</summary>
public class HostileInputTests(FinishedRun run)
{
    private string Checkpoint => Path.Combine(run.FolderPath, "checkpoints", "true.safetensors");

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(300)]
    [InlineData(-1)]
    public void A_truncated_checkpoint(int length)
    {
        using TemporaryFolder folder = new();
        byte[] whole = File.ReadAllBytes(Checkpoint);
        folder.Write("cut.safetensors", whole[..(length < 0 ? whole.Length + length : length)]);
        Assert.Contains("cut.safetensors", Refusal.One(folder, "measure", "cut.safetensors", "--data", "mnist-mini").What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_with_more_than_it_declares_or_other_values()
    {
        using TemporaryFolder folder = new();
        byte[] whole = File.ReadAllBytes(Checkpoint), changed = [.. whole];
        changed[^1] ^= 0x40;
        folder.Write("long.safetensors", [.. whole, 0]);
        folder.Write("changed.safetensors", changed);
        Refusal.One(folder, "measure", "long.safetensors", "--data", "mnist-mini");
        Assert.Contains("damaged", Refusal.One(folder, "measure", "changed.safetensors", "--data", "mnist-mini").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_declares_a_petabyte()
    {
        using TemporaryFolder folder = new();
        byte[] header = Encoding.UTF8.GetBytes("""{"a":{"dtype":"F32","shape":[1000000000,1000000],"data_offsets":[0,4000000000000000]}}""");
        folder.Write("huge.safetensors", [.. BitConverter.GetBytes((long)header.Length), .. header]);
        folder.Write("length.safetensors", [.. BitConverter.GetBytes(long.MaxValue), (byte)'{']);
        Refusal.One(folder, "measure", "huge.safetensors", "--data", "mnist-mini");
        Refusal.One(folder, "measure", "length.safetensors", "--data", "mnist-mini");
    }

    [Fact]
    public void A_model_that_is_no_file_or_no_model()
    {
        using TemporaryFolder folder = new();
        folder.Write("runs/inside", []);
        folder.Write("text.onnx", "not a model"u8.ToArray());
        folder.Write("torch.pt", "PK\u0003\u0004 and so on"u8.ToArray());
        Assert.Equal("no such file", Refusal.One(folder, "measure", "missing.onnx", "--data", "mnist-mini").Got);
        Assert.Equal("a folder", Refusal.One(folder, "measure", "runs", "--data", "mnist-mini").Got);
        Refusal.One(folder, "measure", "text.onnx", "--data", "mnist-mini");
        Assert.Contains("torch.onnx.export", Refusal.One(folder, "measure", "torch.pt", "--data", "mnist-mini").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cyclic_graph()
    {
        using TemporaryFolder folder = new();
        folder.Write("cycle.onnx", Protobuf.Cycle());
        Assert.Contains("cycle", Refusal.One(folder, "measure", "cycle.onnx", "--data", "mnist-mini").Got, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label", "12")]
    [InlineData("negative", "-1 at")]
    [InlineData("float", "Float32")]
    [InlineData("pixel", "NaN in example 2")]
    [InlineData("range", "7.5 in example 0")]
    [InlineData("empty", "[0, 784]")]
    [InlineData("shape", "5")]
    [InlineData("counts", "3 labels")]
    public void Data_that_cannot_be_measured(string kind, string got)
    {
        using TemporaryFolder folder = new();
        float[] x = new float[4 * 784];
        int[] y = [0, 1, 2, 3];
        if (kind == "label") y[1] = 12;
        if (kind == "negative") y[1] = -1;
        if (kind == "pixel") x[(2 * 784) + 5] = float.NaN;
        if (kind == "range") x[3] = 7.5f;
        StoredArray labels = kind == "float" ? StoredArray.From<float>("y", [4], [0, 1, 2, 3]) : StoredArray.From<int>("y", [4], y);
        StoredArray images = StoredArray.From<float>("x", [4, 784], x);
        if (kind == "empty") (images, labels) = (StoredArray.From<float>("x", [0, 784], []), StoredArray.From<int>("y", [0], []));
        if (kind == "shape") images = StoredArray.From<float>("x", [4, 5], x.AsSpan(0, 20));
        if (kind == "counts") labels = StoredArray.From<int>("y", [3], y.AsSpan(0, 3));
        NpzFile.Write(folder.In("batch.npz"), [images, labels]);
        Assert.StartsWith(got, Refusal.One(folder, "measure", Checkpoint, "--data", "batch.npz").Got, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_archive_and_a_missing_one()
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("whole.npz"), [20, 28, 28]);
        folder.Write("cut.npz", File.ReadAllBytes(folder.In("whole.npz"))[..5000]);
        Assert.Contains("cut.npz", Refusal.One(folder, "measure", Checkpoint, "--data", "cut.npz").What, StringComparison.Ordinal);
        Assert.Contains("missing.npz", Refusal.One(folder, "measure", Checkpoint, "--data", "missing.npz").What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_that_declares_more_than_its_file_has()
    {
        using TemporaryFolder folder = new();
        using (ZipArchive archive = ZipFile.Open(folder.In("huge.npz"), ZipArchiveMode.Create))
        {
            foreach (string name in (string[])["x.npy", "y.npy"])
            {
                using Stream entry = archive.CreateEntry(name).Open();
                entry.Write(Header("(1000000000, 1000000)"));
            }
        }

        folder.Write("huge.npy", Header("(1000000000, 1000000)"));
        Refusal.One(folder, "measure", Checkpoint, "--data", "huge.npz");
        Refusal.One(folder, "measure", "--gradients", "huge.npy");
    }

    [Fact]
    public void Gradients_that_cannot_be_measured()
    {
        using TemporaryFolder folder = new();
        NpyFile.Write<float>(folder.In("good.npy"), [4, 3], [.. Enumerable.Range(0, 12).Select(i => (float)i)]);
        NpyFile.Write<float>(folder.In("nan.npy"), [2, 3], [1, 2, 3, 4, float.NaN, 6]);
        folder.Write("cut.npy", File.ReadAllBytes(folder.In("good.npy"))[..140]);
        Assert.Equal("NaN in row 1, column 1", Refusal.One(folder, "measure", "--gradients", "nan.npy").Got);
        Refusal.One(folder, "measure", "--gradients", "cut.npy");
        Assert.Equal("nothing of that name", Refusal.One(folder, "measure", "--gradients", "missing.npy").Got);
        Assert.Equal("a folder", Refusal.One(folder, "measure", "--gradients", ".").Got);
        Assert.Equal("Float32", Refusal.One(folder, "measure", "--gradients", "good.npy", "--labels", "good.npy", "--only", "m_coherence").Got);
        NpyFile.Write<int>(folder.In("labels.npy"), [3], [0, 1, 2]);
        Assert.Equal("[3]", Refusal.One(folder, "measure", "--gradients", "good.npy", "--labels", "labels.npy").Got);
    }

    private static byte[] Header(string shape)
    {
        string text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)text.Length), .. Encoding.ASCII.GetBytes(text)];
    }
}
