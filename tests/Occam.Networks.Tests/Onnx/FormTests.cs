using Google.Protobuf;
using Occam.Networks.Onnx;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Onnx;

/// <summary>Forms of operations that PyTorch 1.13 does not write but others do, against plain loops or the form it writes.</summary>
public sealed class FormTests
{
    private static readonly double[] _x = [0.5, -1, 2, 0.25, -0.75, 1.5, 3, -2];

    [Fact]
    public void Gemm_scales_its_parts()
    {
        ModelFile file = ModelFile.Empty(4);
        file.Add("Gemm", "g", ["x", "W", "b"], "y", ModelFile.Attribute("alpha", 0.5f), ModelFile.Attribute("beta", -2f));
        file.Array("W", [4, 3]);
        file.Array("b", [1, 3]);
        double[] expected = new double[6];
        for (int n = 0; n < 2; n++)
        {
            for (int q = 0; q < 3; q++)
            {
                for (int p = 0; p < 4; p++) expected[(n * 3) + q] += 0.5 * _x[(n * 4) + p] * 0.125 * ((p * 3) + q + 1);
                expected[(n * 3) + q] -= 2 * 0.125 * (q + 1);
            }
        }

        Assert.Equal(expected, Outputs(file, _x));
    }

    [Theory]
    [InlineData("Mul", true, 0.5)]
    [InlineData("Mul", false, 0.5)]
    [InlineData("Div", false, 2)]
    public void One_number_times_a_value(string onnxOperator, bool first, double factor)
    {
        ModelFile scaled = ModelFile.Empty(4), gemm = ModelFile.Empty(4);
        scaled.Add(onnxOperator, "s", first ? ["c", "x"] : ["x", "c"], "h");
        scaled.Add("Gemm", "g", ["h", "W"], "y");
        scaled.Array("c", [], (float)factor);
        gemm.Add("Gemm", "g", ["x", "W"], "y", ModelFile.Attribute("alpha", 0.5f));
        foreach (ModelFile file in (ModelFile[])[scaled, gemm]) file.Array("W", [4, 3]);
        Assert.Equal(12, scaled.Import().ParameterCount);
        Assert.Equal(Outputs(gemm, _x), Outputs(scaled, _x));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_factor_that_leaves_nothing_is_refused(float factor)
    {
        ModelFile file = ModelFile.Empty(4);
        file.Add("Mul", "s", ["x", "c"], "h");
        file.Add("Gemm", "g", ["h", "W"], "y");
        file.Array("c", [], factor);
        file.Array("W", [4, 3]);
        Assert.Contains("one number of the file, not 0", Assert.Throws<InputException>(file.Import).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bias_on_either_side_of_a_product(bool first)
    {
        ModelFile product = ModelFile.Empty(4), gemm = ModelFile.Empty(4);
        product.Add("MatMul", "m", ["x", "W"], "h");
        product.Add("Add", "a", first ? ["b", "h"] : ["h", "b"], "y");
        gemm.Add("Gemm", "g", ["x", "W", "b"], "y");
        foreach (ModelFile file in (ModelFile[])[product, gemm])
        {
            file.Array("W", [4, 3]);
            file.Array("b", [3]);
        }

        Assert.Equal(15, product.Import().ParameterCount);
        Assert.Equal(Outputs(gemm, _x), Outputs(product, _x));
    }

    [Fact]
    public void A_bias_of_channels_after_a_convolution()
    {
        ModelFile apart = ModelFile.Empty(2, 2, 2), whole = ModelFile.Empty(2, 2, 2);
        apart.Add("Conv", "c", ["x", "K"], "h");
        apart.Add("Add", "a", ["h", "b"], "s");
        whole.Add("Conv", "c", ["x", "K", "b"], "s");
        foreach (ModelFile file in (ModelFile[])[apart, whole])
        {
            file.Array("K", [3, 2, 1, 1]);
            file.Array("b", file == apart ? [1, 3, 1, 1] : [3]);
            file.Add("GlobalAveragePool", "g", ["s"], "y");
        }

        Assert.Equal(Outputs(whole, _x), Outputs(apart, _x));
    }

    [Fact]
    public void Zeros_around_an_image_belong_to_the_convolution()
    {
        ModelFile apart = ModelFile.Empty(2, 2, 2), whole = ModelFile.Empty(2, 2, 2);
        apart.Add("Pad", "p", ["x", "pads"], "h");
        apart.Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1);
        apart.Add("Conv", "c", ["h", "K"], "s");
        whole.Add("Conv", "c", ["x", "K"], "s", ModelFile.Attribute("pads", 1, 1, 1, 1));
        foreach (ModelFile file in (ModelFile[])[apart, whole])
        {
            file.Array("K", [3, 2, 2, 2]);
            file.Add("GlobalAveragePool", "g", ["s"], "y");
        }

        Assert.Equal(Outputs(whole, _x), Outputs(apart, _x));
    }

    [Theory]
    [InlineData("x·½ first, by 1/√2")]
    [InlineData("gate·x, by √2")]
    [InlineData("gate·½ first")]
    public void Gelu_in_any_order(string form)
    {
        ModelFile parts = ModelFile.Empty(8), whole = ModelFile.Empty(8);
        bool scales = form.StartsWith("x·½", StringComparison.Ordinal);
        parts.Add(scales ? "Mul" : "Div", "u", scales ? ["scale", "h"] : ["h", "root"], "u");
        parts.Add("Erf", "e", ["u"], "e");
        parts.Add("Add", "a", ["one", "e"], "gate");
        parts.Add("Mul", "m", scales ? ["h", "half"] : form.StartsWith("gate·½", StringComparison.Ordinal) ? ["gate", "half"] : ["gate", "h"], "product");
        parts.Add("Mul", "r", scales ? ["product", "gate"] : form.StartsWith("gate·½", StringComparison.Ordinal) ? ["h", "product"] : ["half", "product"], "r");
        whole.Add("Gelu", "g", ["h"], "r");
        Number(parts, "scale", MathF.Sqrt(0.5f));
        Number(parts, "root", MathF.Sqrt(2));
        Number(parts, "one", 1);
        Number(parts, "half", 0.5f);
        foreach (ModelFile file in (ModelFile[])[parts, whole])
        {
            file.Nodes.Insert(0, Product("x", "V", "h"));
            file.Nodes.Add(Product("r", "W", "y"));
            file.Array("V", [8, 8], 0.015625f);
            file.Array("W", [8, 2]);
        }

        Assert.Equal(Outputs(whole, _x), Outputs(parts, _x));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clip_without_a_top_is_ReLU(bool named)
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[1] = new NodeProto { OpType = "Clip", Name = "bend" };
        file.Nodes[1].Input.Add("h");
        file.Nodes[1].Output.Add("r");
        if (named) file.Nodes[1].Attribute.Add(ModelFile.Attribute("min", 0f).ToByteString());
        else file.Nodes[1].Input.Add("zero");
        Number(file, "zero", 0);
        Assert.Equal(Outputs(ModelFile.Dense(), _x), Outputs(file, _x));
    }

    [Fact]
    public void An_array_that_several_layers_read_is_copied_and_noted()
    {
        ModelFile file = ModelFile.Empty(4);
        file.Nodes.Add(Product("x", "W", "h"));
        file.Add("Identity", "same", ["W"], "tied");
        file.Add("MatMul", "again", ["h", "tied"], "y");
        file.Array("W", [4, 4]);
        OnnxModel model = file.Import();
        Assert.Equal(32, model.ParameterCount);
        Assert.StartsWith("1 arrays of the file are read by several layers, the first of them 'W'; each layer has its own copy", Assert.Single(model.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_is_left_out_and_noted()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes.Insert(2, Node("Dropout", "d", "r", "dropped"));
        file.Nodes[3].Input[0] = "dropped";
        Assert.Equal(["Dropout left out (1 places): it does nothing in inference."], file.Import().Notes);
        Assert.Equal(Outputs(ModelFile.Dense(), _x), Outputs(file, _x));
    }

    [Fact]
    public void One_probability_at_the_end_is_read_as_its_logit()
    {
        ModelFile logit = ModelFile.Dense(outputs: 1), probability = ModelFile.Dense(outputs: 1);
        probability.Nodes[2].Output[0] = "z";
        probability.Nodes.Add(Node("Sigmoid", "end", "z", "y"));
        Assert.Equal(["Sigmoid at the end ('end') left out: the logistic loss is computed from the logit before it."], probability.Import().Notes);
        Assert.Equal(Outputs(logit, _x), Outputs(probability, _x));
    }

    [Fact]
    public void Several_sigmoids_at_the_end_stay_and_are_noted()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[2].Output[0] = "z";
        file.Nodes.Add(Node("Sigmoid", "end", "z", "y"));
        Assert.Equal(["The model ends in a sigmoid ('end'), which stays: losses take its values as logits."], file.Import().Notes);
        Assert.Equal(4, file.Import().Build<float>().Nodes.Length - 1);
    }

    [Fact]
    public void Parameters_in_double_precision_keep_their_digits()
    {
        ModelFile file = ModelFile.Empty(1);
        file.Nodes.Add(Product("x", "W", "y"));
        file.Arrays.Add(new TensorProto { Name = "W", DataType = 11, Dims = { 1, 1 }, RawData = ByteString.CopyFrom(BitConverter.GetBytes(1.0 / 3)) });
        file.Inputs[0] = ModelFile.Value("x", [0, 1], type: 11);
        Assert.Equal([1.0 / 3], file.Import().Parameters<double>());
        Assert.Equal([1.0f / 3], file.Import().Parameters<float>());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(11, 1)]
    public void Arrays_in_double_precision_are_counted_and_turning_one_changes_no_type(int type, int expected)
    {
        ModelFile file = ModelFile.Empty(1);
        file.Nodes.Add(Node("Transpose", "turn", "W", "T"));
        file.Nodes.Add(Product("x", "T", "y"));
        byte[] bytes = type == 11 ? [.. BitConverter.GetBytes(0.1), .. BitConverter.GetBytes(0.2)] : [.. BitConverter.GetBytes(0.1f), .. BitConverter.GetBytes(0.2f)];
        file.Arrays.Add(new TensorProto { Name = "W", DataType = type, Dims = { 2, 1 }, RawData = ByteString.CopyFrom(bytes) });
        OnnxModel model = file.Import();
        Assert.Equal((1, expected), (model.Arrays, model.DoubleArrays));
        Assert.Equal(type == 11 ? [0.1, 0.2] : [0.1f, 0.2f], model.Parameters<double>());
    }

    [Fact]
    public void Settings_are_the_decimals_that_were_meant()
    {
        Assert.Equal(1e-5, OnnxTensor.Decimal(1e-5f));
        Assert.Equal(0.9, OnnxTensor.Decimal(0.9f));
        Assert.Equal(1.0 / 3, OnnxTensor.Decimal(1.0 / 3));
    }

    /// <summary>Images without channels, as torch.nn.Flatten takes them; and constants in each of their attributes.</summary>
    [Theory]
    [InlineData("ints")]
    [InlineData("tensor of int32")]
    public void A_view_by_constants(string form)
    {
        ModelFile file = ModelFile.Empty(2, 2);
        TensorProto tensor = new() { DataType = 6, Dims = { 2 }, Int32Data = { -1, 4 } };
        AttributeProto value = form == "ints" ? ModelFile.Attribute("value_ints", -1, 4) : new AttributeProto { Name = "value", Type = 4, T = tensor };
        file.Add("Constant", "c", [], "shape", value);
        file.Add("Reshape", "view", ["x", "shape"], "flat");
        file.Nodes.Add(Product("flat", "W", "y"));
        file.Array("W", [4, 3]);
        ModelFile plain = ModelFile.Empty(4);
        plain.Nodes.Add(Product("x", "W", "y"));
        plain.Array("W", [4, 3]);
        Assert.Equal("1×2×2", file.Import().Input.ToString());
        Assert.Equal(Outputs(plain, _x), Outputs(file, _x));
    }

    [Fact]
    public void Inputs_may_list_the_arrays_too()
    {
        ModelFile file = ModelFile.Dense();
        file.Inputs.AddRange(file.Arrays.Select(a => ModelFile.Value(a.Name, [.. a.Dims.Select(d => (int)d)])));
        Assert.Equal(21, file.Import().ParameterCount);
    }

    private static NodeProto Node(string type, string name, string input, string output) => new() { OpType = type, Name = name, Input = { input }, Output = { output } };

    private static NodeProto Product(string input, string weight, string output) => new() { OpType = "MatMul", Name = $"product {output}", Input = { input, weight }, Output = { output } };

    private static void Number(ModelFile file, string name, float value) =>
        file.Arrays.Add(new TensorProto { Name = name, DataType = ModelFile.Float, FloatData = { value } });

    private static double[] Outputs(ModelFile file, double[] x)
    {
        OnnxModel model = file.Import();
        Network<double> network = model.Build<double>();
        int batch = x.Length / network.Input.Size;
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, batch);
        x.CopyTo(passes.Begin(batch));
        return passes.Forward(model.Parameters<double>(), model.State<double>(), default).ToArray();
    }
}
