using Google.Protobuf;
using Occam.Networks.Onnx;
using Occam.Numerics.Errors;

namespace Occam.Networks.Tests.Onnx;

/// <summary>Files that are damaged, or made to harm: each is refused with a message of four parts.</summary>
public sealed class HostileFileTests
{
    [Fact]
    public void The_file_that_is_spoilt_below_is_sound()
    {
        OnnxModel model = ModelFile.Dense().Import();
        Assert.Equal((21, 2, "test"), (model.ParameterCount, model.Classes, model.Producer));
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("views-16")]
    [InlineData("layer-norms-12")]
    public void A_file_cut_at_any_byte_is_refused_or_whole(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(OracleTests.Folder, $"{name}.onnx"));
        for (int length = 0; length < bytes.Length; length++) DemandFourParts(ModelFile.FaultsOf(bytes[..length]));
    }

    [Theory]
    [InlineData("convolutions")]
    [InlineData("branches-13")]
    [InlineData("flat-view")]
    public void A_file_with_any_byte_changed_gives_a_model_or_a_refusal(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(OracleTests.Folder, $"{name}.onnx"));
        for (int place = 0; place < bytes.Length; place++)
        {
            foreach (byte change in (byte[])[0x01, 0x80, 0xff])
            {
                bytes[place] ^= change;
                try
                {
                    OnnxModel model = OnnxImporter.Import(bytes, "Model");
                    Assert.Equal(model.ParameterCount, model.Parameters<float>().Length);
                }
                catch (InputException refusal)
                {
                    DemandFourParts(refusal.Faults);
                }

                bytes[place] ^= change;
            }
        }
    }

    [Fact]
    public void A_file_that_does_not_exist() => Assert.Equal(
        "ONNX file 'no/such.onnx': expected an existing file, got none. Check the path.",
        Assert.Throws<InputException>(() => OnnxImporter.Import("no/such.onnx")).Message);

    [Fact]
    public void A_path_that_is_none() => DemandFourParts(Assert.Throws<InputException>(() => OnnxImporter.Import("")).Faults);

    [Fact]
    public void A_checkpoint_of_PyTorch() => Assert.Equal(
        "Model: expected an ONNX model, got a zip archive, as torch.save writes them. Export the model in PyTorch with torch.onnx.export(model, example, path, opset_version=17).",
        Assert.Single(ModelFile.FaultsOf("PK\u0003\u0004 and so on"u8.ToArray())).ToString());

    [Fact]
    public void An_empty_file() => Assert.Equal(
        "Model: expected an ONNX model with operations, got none. Export the model with torch.onnx.export.", Assert.Single(ModelFile.FaultsOf([])).ToString());

    [Fact]
    public void A_length_beyond_the_file()
    {
        Fault fault = Assert.Single(ModelFile.FaultsOf([0x3a, 0xff, 0xff, 0xff, 0xff, 0x07]));
        Assert.Equal(("Model", "an ONNX model in 6 bytes"), (fault.What, fault.Expected));
        Assert.StartsWith("bytes that are not one (", fault.Got, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_nested_a_hundred_thousand_deep() => DemandFourParts(ModelFile.FaultsOf([.. Enumerable.Repeat((byte)0x63, 100_000)]));

    [Fact]
    public void A_million_operations_of_two_bytes()
    {
        ModelFile file = ModelFile.Dense();
        file.Model.Graph.Node.AddRange(Enumerable.Repeat(ByteString.Empty, 1_000_000));
        Assert.Equal("Model: expected at most 20000 operations, got 1000003. The file is damaged: export the model again.", file.Fault());
    }

    [Theory]
    [InlineData(new[] { 1L << 40, 1L << 40 }, "dimensions from 0 to 2³¹ − 1", "1099511627776")]
    [InlineData(new[] { 65536L, 65536L }, "fewer than 2³¹ values", "the shape [65536, 65536]")]
    [InlineData(new[] { 30000L, 30000L }, "900000000 values of 4 bytes, as its shape says", "12 values")]
    [InlineData(new[] { -1L, 3L }, "dimensions from 0 to 2³¹ − 1", "-1")]
    [InlineData(new[] { 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 12L }, "at most 8 dimensions", "9")]
    [InlineData(new[] { 3L, 5L }, "15 values of 4 bytes, as its shape says", "12 values")]
    public void Dimensions_that_the_data_do_not_fill(long[] dimensions, string expected, string got)
    {
        ModelFile file = ModelFile.Dense();
        file.Arrays[0].Dims.Clear();
        file.Arrays[0].Dims.AddRange(dimensions);
        Fault fault = Assert.Single(file.Faults());
        Assert.Equal(("ONNX array 'V'", expected, got), (fault.What, fault.Expected, fault.Got));
    }

    [Fact]
    public void Raw_data_of_a_wrong_length()
    {
        ModelFile file = ModelFile.Dense();
        file.Arrays[1].FloatData.Clear();
        file.Arrays[1].RawData = ByteString.CopyFrom(new byte[11]);
        Assert.Equal("ONNX array 'v': expected 3 values of 4 bytes, as its shape says, got 11 bytes. The file is damaged or cut short: export the model again.", file.Fault());
    }

    [Theory]
    [InlineData(10, "half precision", "Export model.float(): Occam computes in single or double precision.")]
    [InlineData(3, "ONNX type number 3", "Quantized and textual models cannot be differentiated; export the model as it was trained.")]
    public void Arrays_of_a_wrong_type(int type, string got, string remedy)
    {
        ModelFile file = ModelFile.Dense();
        file.Arrays[0].DataType = type;
        Assert.Equal($"ONNX array 'V': expected values of type FLOAT, DOUBLE, INT32 or INT64, got {got}. {remedy}", file.Fault());
    }

    [Fact]
    public void Data_in_another_file()
    {
        ModelFile file = ModelFile.Dense();
        file.Arrays[0].DataLocation = 1;
        Assert.StartsWith("ONNX array 'V': expected values inside the model file, got a reference to another file.", file.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_arrays()
    {
        ModelFile file = ModelFile.Dense();
        file.Model.Graph.SparseInitializer.Add(ByteString.Empty);
        Assert.StartsWith("Model: expected dense arrays, got sparse ones.", file.Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(18)]
    [InlineData(0)]
    public void Opsets_out_of_range(int opset)
    {
        ModelFile file = ModelFile.Dense();
        file.Opset = opset;
        string got = opset == 0 ? "no opset" : $"opset {opset}";
        Assert.Equal($"Model: expected operators of ONNX opset 9 to 17, got {got}. Export with torch.onnx.export(..., opset_version=17).", file.Fault());
    }

    [Fact]
    public void A_cycle()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[0].Input[0] = "r";
        Assert.Equal(
            "Model: expected node 'first' to read what exists before it, got 'r', which it or a later node makes: a cycle or a wrong order. The file is damaged: export the model again.",
            file.Fault());
    }

    [Fact]
    public void A_missing_input()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[1].Input[0] = "nowhere";
        Assert.Equal("Model: expected node 'bend' to read what exists before it, got 'nowhere', which nothing makes. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void A_missing_output()
    {
        ModelFile file = ModelFile.Dense();
        file.Outputs[0].Name = "z";
        Assert.Equal("Model: expected the output to be made by a node, got 'z', which nothing makes. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void Two_values_of_one_name()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[1].Output[0] = "h";
        file.Nodes[2].Input[0] = "h";
        Assert.Equal("Model: expected values of different names, got two of the name 'h'. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void Two_arrays_of_one_name()
    {
        ModelFile file = ModelFile.Dense();
        file.Arrays[1].Name = "V";
        Assert.Equal("Model: expected arrays of different names, got two of the name 'V'. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void Two_attributes_of_one_name()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[0].Attribute.Add(ModelFile.Attribute("transB", 0).ToByteString());
        Assert.Equal("Model: expected attributes of different names in node 'first', got two of the name 'transB'. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void An_attribute_of_a_wrong_type()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[0].Attribute[0] = ModelFile.Attribute("transB", 1.0f).ToByteString();
        Assert.Equal("Operator 'Gemm' of node 'first': expected attribute 'transB' of ONNX type number 2, got type number 1. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void An_array_read_ten_thousand_times_is_not_copied_as_often()
    {
        ModelFile file = ModelFile.Empty(64);
        file.Array("W", [64, 64]);
        for (int i = 0; i < 10_000; i++) file.Add("MatMul", $"n{i}", [i == 0 ? "x" : $"h{i - 1}", "W"], i == 9_999 ? "y" : $"h{i}");
        Assert.Equal(
            "Operator 'MatMul' of node 'n264': Model: expected at most 8 times the 4096 stored values as parameters, got 1085440 up to here. A model with so many shared layers cannot be read.",
            file.Fault());
    }

    [Fact]
    public void Sizes_that_double_sixty_times()
    {
        ModelFile file = ModelFile.Empty(4);
        file.Add("Shape", "s", ["x"], "s0");
        for (int i = 0; i < 60; i++) file.Add("Concat", $"c{i}", [$"s{i}", $"s{i}"], $"s{i + 1}", ModelFile.Attribute("axis", 0));
        file.Add("Reshape", "view", ["x", "s60"], "y");
        Assert.Equal("Operator 'Concat' of node 'c5': expected at most 64 sizes, got 128. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void Channels_that_double_sixty_times()
    {
        ModelFile file = ModelFile.Empty(4);
        for (int i = 0; i < 60; i++) file.Add("Concat", $"c{i}", [i == 0 ? "x" : $"h{i - 1}", i == 0 ? "x" : $"h{i - 1}"], i == 59 ? "y" : $"h{i}", ModelFile.Attribute("axis", 1));
        Assert.Equal("Operator 'Concat' of node 'c26': expected at most 268435456 values of an example, got 536870912 channels. The file is damaged: export the model again.", file.Fault());
    }

    [Fact]
    public void A_convolution_whose_adjoint_would_be_sorted_for_minutes()
    {
        ModelFile file = ModelFile.Empty(1, 64, 64);
        file.Add("Conv", "conv", ["x", "K"], "y", ModelFile.Attribute("strides", 64, 64));
        file.Array("K", [1000, 1, 32, 32]);
        Assert.Equal("Operator 'Conv' of node 'conv': expected stride² × outputs × kernel of at most 268435456, got 4194304000. Use a smaller stride or fewer outputs.", file.Fault());
    }

    [Fact]
    public void An_input_larger_than_any_memory()
    {
        ModelFile file = ModelFile.Dense();
        file.Inputs[0] = ModelFile.Value("x", [0, 70_000, 70_000, 70_000]);
        Assert.StartsWith("Model: expected an input of at most 268435456 values, got [?, 70000, 70000, 70000].", file.Fault(), StringComparison.Ordinal);
    }

    private static void DemandFourParts(IReadOnlyList<Fault> faults)
    {
        Assert.NotEmpty(faults);
        Assert.All(faults, f => Assert.DoesNotContain("", new[] { f.What.Trim(), f.Expected.Trim(), f.Got.Trim(), f.Remedy.Trim() }));
    }
}
