using Occam.Cli.Tests.Support;
using Occam.Formats.Arrays;
using Occam.Formats.Npz;

namespace Occam.Cli.Tests.Measuring;

public class KernelTests
{
    [Fact]
    public void Both_kernels_are_written()
    {
        using TemporaryFolder folder = new();
        NpzFile.Write(folder.In("in.npz"), [StoredArray.From<double>("x", [2, 3], [1, 0, 0, 0, 2, 0])]);
        Outcome outcome = OccamProcess.Run(folder.Path, "kernel", "fc:layers=1", "--inputs", "in.npz:x", "--out", "out.npz");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        using NpzFile file = NpzFile.Open(folder.In("out.npz"));
        Assert.Equal(["nngp", "ntk"], file.Names);
        Assert.Equal([2L, 2L], file.Read("ntk").Shape);

        // At right angles the expectation of two rectifiers is 1/2π of the norms, twice that with the factor 2.
        Assert.Equal([1, 2 / Math.PI, 2 / Math.PI, 4], file.Read("nngp").ToDouble(), (a, b) => Math.Abs(a - b) < 1e-15);
        Assert.Equal([2, 2 / Math.PI, 2 / Math.PI, 8], file.Read("ntk").ToDouble(), (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void Images_of_bytes_in_single_precision_on_any_number_of_threads()
    {
        using TemporaryFolder folder = new();
        byte[] pixels = [.. Enumerable.Range(0, 5 * 6 * 4).Select(i => (byte)(i * 37))];
        NpzFile.Write(folder.In("in.npz"), [StoredArray.From<byte>("x", [5, 6, 4], pixels)]);
        foreach (string threads in (string[])["1", "3"])
        {
            Outcome outcome = OccamProcess.Run(
                folder.Path, "kernel", "cntk:depth=3,pool=gap", "--inputs", "in.npz:x", "--out", $"out{threads}.npz", "--precision", "single", "--threads", threads);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
        }

        Assert.Equal(File.ReadAllBytes(folder.In("out1.npz")), File.ReadAllBytes(folder.In("out3.npz")));
        using NpzFile file = NpzFile.Open(folder.In("out1.npz"));
        Assert.Equal(ElementType.Float32, file.Read("ntk").Type);
    }

    [Theory]
    [InlineData("in.npz", "Its arrays would be lost: choose another name.")]
    [InlineData("./in.npz", "Its arrays would be lost: choose another name.")]
    [InlineData("/proc/none/out.npz", "Choose another folder, or change its permissions.")]
    public void A_place_that_will_not_do_is_refused_before_the_work(string output, string remedy)
    {
        using TemporaryFolder folder = new();
        NpzFile.Write(folder.In("in.npz"), [StoredArray.From<double>("x", [2, 3], [1, 0, 0, 0, 2, 0])]);
        byte[] before = File.ReadAllBytes(folder.In("in.npz"));
        Assert.Equal(remedy, Refusal.One(folder, "kernel", "fc:layers=1", "--inputs", "in.npz:x", "--out", output).Remedy);
        Assert.Equal(before, File.ReadAllBytes(folder.In("in.npz")));
    }

    [Theory]
    [InlineData("fc", "in.npz:x", "fc:layers=L")]
    [InlineData("fc:layers", "in.npz:x", "fc:layers=L")]
    [InlineData("fc:layers=0", "in.npz:x", "layers from 1")]
    [InlineData("fc:layers=9999999999", "in.npz:x", "layers from 1")]
    [InlineData("fc:layers=2,pool=gap", "in.npz:x", "layers alone")]
    [InlineData("fc:layers=2,layers=3", "in.npz:x", "fc:layers=L")]
    [InlineData("cntk:depth=1", "in.npz:x", "depth from 2")]
    [InlineData("cntk:depth=3,pool=max", "in.npz:x", "pool=gap, or no pool")]
    [InlineData("fc:depth=3", "in.npz:x", "layers alone")]
    [InlineData("mlp:3", "in.npz:x", "fc:layers=L")]
    [InlineData("ntk:depth=3", "in.npz:x", "fc:layers=L")]
    [InlineData("fc:layers=1", "in.npz", "FILE.npz:ARRAY")]
    [InlineData("fc:layers=1", "in.npz:", "FILE.npz:ARRAY")]
    [InlineData("fc:layers=1", "in.npz:z", "an array 'z'")]
    [InlineData("fc:layers=1", "missing.npz:x", "")]
    [InlineData("fc:layers=1", "in.npz:line", "inputs [n, …]")]
    [InlineData("fc:layers=1", "in.npz:none", "inputs [n, …]")]
    [InlineData("fc:layers=1", "in.npz:bad", "finite numbers")]
    [InlineData("cntk:depth=3", "in.npz:x", "images [n, height, width, channels]")]
    [InlineData("cntk:depth=3", "in.npz:many", "of memory")]
    public void What_makes_no_sense_is_refused(string specification, string inputs, string expected)
    {
        using TemporaryFolder folder = new();
        NpzFile.Write(folder.In("in.npz"),
        [
            StoredArray.From<float>("x", [2, 3], [1, 2, 3, 4, 5, 6]), StoredArray.From<float>("line", [3], [1, 2, 3]), StoredArray.From<float>("none", [0, 3], []),
            StoredArray.From<float>("bad", [2, 2], [1, float.NaN, 3, 4]), StoredArray.From<byte>("many", [40_000, 1, 1], new byte[40_000]),
        ]);
        Assert.Contains(expected, Refusal.One(folder, "kernel", specification, "--inputs", inputs, "--out", "out.npz").Expected, StringComparison.Ordinal);
    }
}
