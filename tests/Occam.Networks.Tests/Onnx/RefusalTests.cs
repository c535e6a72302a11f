using Google.Protobuf;
using Occam.Networks.Onnx;

namespace Occam.Networks.Tests.Onnx;

/// <summary>Sound files that no network here stands for: what the refusal says.</summary>
public sealed class RefusalTests
{
    private const string Damaged = "The file is damaged: export the model again.";

    [Fact]
    public void All_unsupported_operators_at_once()
    {
        ModelFile file = ModelFile.Empty(4);
        file.Add("Gemm", "first", ["x", "W"], "h");
        file.Add("Softsign", "odd", ["h"], "a");
        file.Add("Gemm", "skipped", ["a", "W"], "b", ModelFile.Attribute("transA", 1));
        NodeProto foreign = file.Add("Attention", "far", ["h"], "c");
        foreign.Domain = "com.example";
        file.Add("Clip", "clip", ["h"], "d");
        file.Add("Concat", "all", ["b", "c", "d"], "y", ModelFile.Attribute("axis", 1));
        file.Array("W", [4, 4]);
        string[] faults = [.. file.Faults().Select(f => f.ToString())];
        Assert.Equal(3, faults.Length);
        string remedy = "Replace it by layers of these operators: Add, AveragePool, BatchNormalization, Clip, Concat, Conv, Div, Flatten, Gelu, Gemm, GlobalAveragePool, "
            + "LayerNormalization, LeakyRelu, MatMul, MaxPool, Mul, ReduceMean, Relu, Reshape, Sigmoid, Silu, Squeeze, Sub, Tanh, Transpose, Unsqueeze, Softmax at the end.";
        Assert.Equal($"Operator 'Softsign' of node 'odd': expected a supported operator, got 'Softsign'. {remedy}", faults[0]);
        Assert.Equal($"Operator 'Attention' of node 'far': expected a supported operator, got 'Attention' of domain 'com.example'. Replace it too.", faults[1]);
        Assert.Equal("Operator 'Clip' of node 'clip': expected bounds 0 and 6 (ReLU6), or 0 and none (ReLU), got none and none. Use ReLU or ReLU6.", faults[2]);
    }

    [Fact]
    public void Operators_that_do_not_reach_the_output_do_not_matter()
    {
        ModelFile file = ModelFile.Dense();
        file.Add("Softsign", "unread", ["h"], "unread");
        Assert.Equal(21, file.Import().ParameterCount);
    }

    [Theory]
    [InlineData(0, "a model with one input, got 0 inputs.")]
    [InlineData(2, "a model with one input, got 2 inputs.")]
    public void Inputs(int count, string text)
    {
        ModelFile file = ModelFile.Dense();
        if (count == 0) file.Inputs.Clear();
        else file.Inputs.Add(ModelFile.Value("z", [0, 4]));
        Assert.Equal($"Model: expected {text} Wrap the model in a module whose forward takes one tensor, and export that.", file.Fault());
    }

    [Fact]
    public void Two_outputs()
    {
        ModelFile file = ModelFile.Dense();
        file.Outputs.Add(ModelFile.Value("h", [0, 3]));
        Assert.Equal("Model: expected a model with one output, got 2 outputs. Wrap the model in a module whose forward returns the logits only, and export that.", file.Fault());
    }

    [Theory]
    [InlineData(new[] { 0 }, "an input of shape [batch, values], [batch, rows, columns] or [batch, channels, rows, columns], got [?].")]
    [InlineData(new[] { 0, 1, 2, 3, 4 }, "an input of shape [batch, values], [batch, rows, columns] or [batch, channels, rows, columns], got [?, 1, 2, 3, 4].")]
    [InlineData(new[] { 0, 3, 0, 0 }, "an input of which only the batch is open, got [?, 3, ?, ?].")]
    public void Shapes_of_the_input(int[] sizes, string text)
    {
        ModelFile file = ModelFile.Dense();
        file.Inputs[0] = ModelFile.Value("x", sizes);
        Assert.StartsWith($"Model: expected {text} ", file.Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelFile.Int64, "Model: expected input 'x' to be a tensor of floating-point numbers, got ONNX type number 7. Export model.float() with an example of type float.")]
    [InlineData(0, "Model: expected input 'x' to be a tensor of floating-point numbers, got ONNX type number 0. Export model.float() with an example of type float.")]
    public void Types_of_the_input(int type, string text)
    {
        ModelFile file = ModelFile.Dense();
        file.Inputs[0] = ModelFile.Value("x", [0, 4], type);
        Assert.Equal(text, file.Fault());
    }

    [Fact]
    public void No_parameters()
    {
        ModelFile file = ModelFile.Empty(4);
        file.Add("Relu", "bend", ["x"], "y");
        Assert.Equal("Model: expected a model with parameters, got none. Export a model that has layers to train.", file.Fault());
    }

    [Fact]
    public void No_layers()
    {
        ModelFile file = ModelFile.Empty(4);
        file.Add("Identity", "nothing", ["x"], "y");
        Assert.Equal("Model: expected an output that layers compute from the input, got 'x'. Export a model that has layers.", file.Fault());
    }

    [Fact]
    public void An_image_for_an_output() => Assert.Equal(
        "Model: expected an output of shape [batch, classes], got [batch, 2, 4, 4]. Wrap the model so that it returns the logits of a classifier, and export that.", Convolution().Fault());

    [Theory]
    [InlineData("transA", 1, "transA = 0, got 1. Multiply the input from the left, as torch.nn.Linear does.")]
    [InlineData("transB", 0, "a matrix for 4 inputs, got 3, in the shape [3, 4]. Is a flatten or a pooling missing before it?")]
    public void Gemm(string attribute, int value, string text)
    {
        ModelFile file = ModelFile.Dense();
        if (attribute == "transB") file.Nodes[0].Attribute.Clear();
        file.Nodes[0].Attribute.Add(ModelFile.Attribute(attribute, value).ToByteString());
        Assert.Equal($"Operator 'Gemm' of node 'first': expected {text}", file.Fault());
    }

    [Fact]
    public void A_bias_of_another_length()
    {
        ModelFile file = ModelFile.Dense();
        file.Arrays.RemoveAt(1);
        file.Array("v", [1]);
        Assert.Equal("Operator 'Gemm' of node 'first': expected a bias of 3 values, got an array of shape [1]. Give every output its own bias, or none.", file.Fault());
    }

    [Fact]
    public void A_product_of_two_computed_values()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[2].OpType = "MatMul";
        file.Nodes[2].Input[1] = "h";
        file.Nodes[2].Attribute.Clear();
        Assert.Equal(
            "Operator 'MatMul' of node 'last': expected input 1 to be an array in the file, got 'h', which is computed. Only products with parameters are layers; attention and the like are not supported.",
            file.Fault());
    }

    [Fact]
    public void Parameters_that_are_not_finite()
    {
        ModelFile file = ModelFile.Dense();
        file.Arrays[0].FloatData[7] = float.NaN;
        Assert.Equal("Operator 'Gemm' of node 'first': expected finite numbers in 'V', got NaN at place 7. The model has diverged: train it again, or take an earlier checkpoint.", file.Fault());
    }

    [Theory]
    [InlineData("pads", new[] { 1L, 0, 1, 0 }, "a padding that is equal on all sides, got pads = [1, 0, 1, 0]. Use the same number for rows and columns, and on both sides.")]
    [InlineData("pads", new[] { 5000L, 5000, 5000, 5000 }, "a padding from 0 to 4096, got 5000. Use a smaller number, or export the model again if the file is damaged.")]
    [InlineData("strides", new[] { 1L, 2 }, "a stride that is equal on all sides, got strides = [1, 2]. Use the same number for rows and columns, and on both sides.")]
    [InlineData("strides", new[] { 65L, 65 }, "a stride from 1 to 64, got 65. Use a smaller number, or export the model again if the file is damaged.")]
    [InlineData("strides", new[] { 0L, 0 }, "a stride from 1 to 64, got 0. Use a smaller number, or export the model again if the file is damaged.")]
    [InlineData("dilations", new[] { 2L, 1 }, "a dilation that is equal on all sides, got dilations = [2, 1]. Use the same number for rows and columns, and on both sides.")]
    [InlineData("dilations", new[] { 9L, 9 }, "an image at least as large as the kernel, got an output of 0×0. Use larger images, more padding, or a smaller kernel.")]
    [InlineData("kernel_shape", new[] { 3L, 3 }, "a kernel of 2×2, as the weight's, got [3, 3]. " + Damaged)]
    [InlineData("kernel_shape", new[] { 2L }, "2 numbers in kernel_shape: a window over images, got 1. Only two-dimensional images are supported.")]
    public void Conv(string attribute, long[] values, string text)
    {
        ModelFile file = Convolution();
        file.Nodes[0].Attribute.Add(ModelFile.Attribute(attribute, values).ToByteString());
        Assert.Equal($"Operator 'Conv' of node 'conv': expected {text}", file.Fault());
    }

    [Fact]
    public void Conv_with_groups_that_do_not_fit()
    {
        ModelFile file = Convolution();
        file.Nodes[0].Attribute.Add(ModelFile.Attribute("group", 3).ToByteString());
        Assert.Equal($"Operator 'Conv' of node 'conv': expected a weight for 1 channels in 3 groups, got the shape [2, 1, 2, 2]. {Damaged}", file.Fault());
    }

    [Fact]
    public void Conv_that_pads_by_itself()
    {
        ModelFile file = Convolution();
        file.Nodes[0].Attribute.Add(ModelFile.Attribute("auto_pad", "SAME_UPPER").ToByteString());
        Assert.Equal("Operator 'Conv' of node 'conv': expected padding in numbers, got auto_pad = 'SAME_UPPER'. Give the padding in pixels, as PyTorch does.", file.Fault());
    }

    [Fact]
    public void Conv_on_a_vector()
    {
        ModelFile file = Convolution();
        file.Inputs[0] = ModelFile.Value("x", [0, 5, 5]);
        Assert.StartsWith("Operator 'Conv' of node 'conv': expected an input of shape [batch, channels, rows, columns] in PyTorch's order, got [batch, 5, 5].", file.Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxPool", "kernel_shape", new[] { 2L, 3 }, "a square window, got 2×3. Use the same number of rows and columns.")]
    [InlineData("MaxPool", "dilations", new[] { 2L, 2 }, "a window without dilation, got dilation 2. Use MaxPool2d with dilation=1.")]
    [InlineData("AveragePool", "kernel_shape", new[] { 0L, 0 }, "a kernel of 1 to 4096 pixels, got [0, 0]. " + Damaged)]
    [InlineData("ReduceMean", "axes", new[] { 1L }, "a mean over all places of an image, axes [2, 3], got axes [1] of [batch, 2, 4, 4]. Only the mean of whole channels is a layer here.")]
    [InlineData("Transpose", "perm", new[] { 0L, 2, 3, 1 }, "a transpose that moves only sizes of one, got perm [0, 2, 3, 1] of [batch, 2, 4, 4]. Keep images in PyTorch's order, channels first; or flatten before it.")]
    [InlineData("Transpose", "perm", new[] { 9L, 9, 9, 9 }, "a transpose that moves only sizes of one, got perm [9, 9, 9, 9] of [batch, 2, 4, 4]. Keep images in PyTorch's order, channels first; or flatten before it.")]
    [InlineData("Squeeze", "axes", new[] { 1L }, "axes of size one, not the batch, got axes [1] of [batch, 2, 4, 4]. Name the axes to squeeze.")]
    [InlineData("Unsqueeze", "axes", new[] { 0L }, "axes after the batch, got axes [0] of [batch, 2, 4, 4]. Keep the batch as the first axis.")]
    [InlineData("LayerNormalization", "axes", new[] { 3L }, "a layer norm over the whole of each example, got axes [3] of [batch, 2, 4, 4]. Use a normalized_shape of the example's shape; norms over a part of it are not supported.")]
    public void Settings_with_lists(string type, string attribute, long[] values, string text) => Assert.Equal(
        $"Operator '{type}' of node 'next': expected {text}", After(type, ["c"], attribute == "kernel_shape" ? [] : [ModelFile.Attribute("kernel_shape", 2, 2)], ModelFile.Attribute(attribute, values)));

    [Theory]
    [InlineData("Flatten", "axis", 2, "axis 1: one vector an example, got axis 2 of [batch, 2, 4, 4]. Use torch.nn.Flatten().")]
    [InlineData("Concat", "axis", 2, "axis 1, the channels, got axis 2 of [batch, 2, 4, 4]. Only channels can be put one after the other.")]
    [InlineData("MaxPool", "ceil_mode", 1, "ceil_mode = 0, or windows that fit, got ceil_mode = 1 with a last window that is cut off, on [batch, 2, 4, 4]. Use ceil_mode=False, or pad the image.")]
    [InlineData("MaxPool", "storage_order", 1, "storage_order = 0, got 1. Export the model from PyTorch.")]
    public void Settings(string type, string attribute, int value, string text) => Assert.Equal(
        $"Operator '{type}' of node 'next': expected {text}", After(type, ["c"], [ModelFile.Attribute("kernel_shape", 3, 3), ModelFile.Attribute("strides", 2, 2)], ModelFile.Attribute(attribute, value)));

    [Fact]
    public void A_softmax_inside() => Assert.StartsWith(
        "Operator 'Softmax' of node 'next': expected a supported operator, got 'Softmax'.", After("Softmax", ["c"], [], ModelFile.Attribute("axis", 1)), StringComparison.Ordinal);

    [Fact]
    public void Gelu_by_tanh() => Assert.Equal(
        "Operator 'Gelu' of node 'next': expected the exact GELU, got approximate = 'tanh'. Use torch.nn.GELU().", After("Gelu", ["c"], [], ModelFile.Attribute("approximate", "tanh")));

    [Fact]
    public void Dropout_in_training_mode()
    {
        ModelFile file = ModelFile.Dense();
        file.Nodes[1].OpType = "Dropout";
        file.Nodes[1].Input.AddRange(["", "mode"]);
        TensorProto mode = new() { Name = "mode", DataType = 9, RawData = ByteString.CopyFrom(1) };
        file.Arrays.Add(mode);
        Assert.StartsWith("Operator 'Dropout' of node 'bend': expected inference, got dropout in training mode. Call model.eval() and export again.", file.Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_norm_in_training_mode() => Assert.Equal(
        "Operator 'BatchNormalization' of node 'next': expected inference with frozen statistics, got batch norm in training mode, which couples examples. Call model.eval() and export again.",
        After("BatchNormalization", ["c", "s", "s", "s", "s"], [], ModelFile.Attribute("training_mode", 1)));

    [Fact]
    public void Batch_norm_with_a_negative_variance() => Assert.Equal(
        $"Operator 'BatchNormalization' of node 'next': expected variances of at least 0, got -0.5. {Damaged}", After("BatchNormalization", ["c", "s", "s", "s", "negative"], []));

    [Fact]
    public void Batch_norm_with_no_epsilon() => Assert.Equal(
        "Operator 'BatchNormalization' of node 'next': Batch norm on 2×4×4: expected ε > 0, got 0. PyTorch's is 1e-5.", After("BatchNormalization", ["c", "s", "s", "s", "s"], [], ModelFile.Attribute("epsilon", 0f)));

    [Theory]
    [InlineData(new[] { -1L, 16 }, "32 values in each example, got [-1, 16] of [batch, 2, 4, 4]. A reshape may not move values between examples.")]
    [InlineData(new[] { 0L, 5, -1 }, "32 values in each example, got [0, 5, -1] of [batch, 2, 4, 4]. A reshape may not move values between examples.")]
    [InlineData(new[] { 0L, -1, -1 }, "32 values in each example, got [0, -1, -1] of [batch, 2, 4, 4]. A reshape may not move values between examples.")]
    [InlineData(new[] { 0L, 1L << 40, 1L << 40 }, "32 values in each example, got [0, 1099511627776, 1099511627776] of [batch, 2, 4, 4]. A reshape may not move values between examples.")]
    [InlineData(new[] { 1L, 32 }, "a shape that keeps the batch as its first size, got [1, 32] of [batch, 2, 4, 4]. Write x.flatten(1) or x.reshape(x.shape[0], ...), and export with dynamic_axes.")]
    public void Reshapes(long[] shape, string text) => Assert.Equal($"Operator 'Reshape' of node 'next': expected {text}", After("Reshape", ["c", "shape"], [], shape));

    [Fact]
    public void Sums_of_different_shapes() => Assert.Equal(
        "Operator 'Add' of node 'next': expected two inputs of one shape, got [batch, 2, 4, 4] and [batch, 1, 5, 5]. Bring the branches to one shape; sums with broadcasting are not supported.",
        After("Add", ["c", "x"], []));

    [Fact]
    public void A_constant_added_to_an_image() => Assert.Equal(
        "Operator 'Add' of node 'next': expected an input of shape [batch, values], got [batch, 2, 4, 4]. Flatten before it; the bias of an image belongs to its convolution.",
        After("Add", ["c", "s"], []));

    [Fact]
    public void A_difference_of_branches() => Assert.Equal(
        "Operator 'Sub' of node 'next': expected an array of the file as what is taken away, got 'c'. Only a vector less a constant one can be read; write a difference of branches as a sum.",
        After("Sub", ["c", "c"], []));

    [Theory]
    [InlineData(4, "one row of 3 values, one for each of the input's, got an array of shape [4]")]
    [InlineData(1, "one row of 3 values, one for each of the input's, got an array of shape [1]")]
    public void An_offset_of_another_width(int width, string text)
    {
        ModelFile file = ModelFile.Empty(3);
        file.Add("Sub", "less", ["x", "b"], "y");
        file.Array("b", [width]);
        Assert.Equal($"Operator 'Sub' of node 'less': expected {text}. Give every value its own.", Assert.Single(file.Faults()).ToString());
    }

    [Fact]
    public void Parts_of_a_tensor() => Assert.Equal(
        "Operator 'Gather' of node 'next': expected sizes of a tensor, got values that the input decides. Only sizes can be picked out; take parts of tensors before the model.",
        After("Gather", ["c", "shape"], [], [0L]));

    /// <summary>y = a convolution of 1×5×5 with two 2×2 kernels.</summary>
    private static ModelFile Convolution()
    {
        ModelFile file = ModelFile.Empty(1, 5, 5);
        file.Add("Conv", "conv", ["x", "K"], "y");
        file.Array("K", [2, 1, 2, 2]);
        return file;
    }

    /// <summary>The refusal of an operation on the convolution's output c [batch, 2, 4, 4].</summary>
    private static string After(string type, string[] inputs, AttributeProto[] attributes, params AttributeProto[] more) => After(type, inputs, [.. attributes, .. more], [0L]);

    private static string After(string type, string[] inputs, AttributeProto[] attributes, long[] shape)
    {
        ModelFile file = Convolution();
        file.Nodes[0].Output[0] = "c";
        file.Add(type, "next", inputs, "d", attributes);
        file.Add("Relu", "end", ["d"], "y");
        file.Array("s", [2]);
        file.Array("negative", [2], -0.25f);
        file.Integers("shape", shape);
        return file.Fault();
    }
}
