namespace Occam.Networks.Onnx;

/// <summary>The window of a convolution or a pooling, the same both ways but for the kernel.</summary>
internal sealed record WindowSettings(int KernelHeight, int KernelWidth, int Stride, int Padding, int Dilation)
{
    /// <summary>Reads the attributes of an operation on images, with the kernel that a weight has if the attribute is left out.</summary>
    public static WindowSettings Read(OnnxNode node, int weightHeight = 0, int weightWidth = 0)
    {
        string automatic = node.Text("auto_pad", "NOTSET");
        node.Demand(automatic is "NOTSET" or "VALID" or "", "padding in numbers", $"auto_pad = {Limits.Quote(automatic)}", "Give the padding in pixels, as PyTorch does.");
        long[] kernel = Numbers(node, "kernel_shape", 2, weightHeight > 0 ? [weightHeight, weightWidth] : []);
        long[] pads = Numbers(node, "pads", 4, [0, 0, 0, 0]);
        node.Demand(kernel.All(k => k is >= 1 and <= Limits.Window), $"a kernel of 1 to {Limits.Window} pixels", List(kernel), "The file is damaged: export the model again.");
        node.Demand(
            weightHeight == 0 || kernel is [var h, var w] && h == weightHeight && w == weightWidth, $"a kernel of {weightHeight}×{weightWidth}, as the weight's", List(kernel),
            "The file is damaged: export the model again.");
        int padding = Same(node, "pads", pads, 0, Limits.Window, "a padding");
        int stride = Same(node, "strides", Numbers(node, "strides", 2, [1, 1]), 1, weightHeight > 0 ? Limits.Stride : Limits.Window, "a stride");
        int dilation = Same(node, "dilations", Numbers(node, "dilations", 2, [1, 1]), 1, Limits.Window, "a dilation");
        return new WindowSettings((int)kernel[0], (int)kernel[1], stride, padding, dilation);
    }

    /// <summary>Output rows or columns for this many of the input; 0 or less if the image is too small.</summary>
    public long Along(int size, int kernel)
    {
        long room = size + (2L * Padding) - ((kernel - 1L) * Dilation) - 1;
        return room < 0 ? 0 : (room / Stride) + 1;
    }

    private static long[] Numbers(OnnxNode node, string name, int count, long[] otherwise)
    {
        long[] numbers = [.. node.Integers(name)];
        if (numbers.Length == 0) numbers = otherwise;
        node.Demand(numbers.Length == count, $"{count} numbers in {name}: a window over images", $"{numbers.Length}", "Only two-dimensional images are supported.");
        return numbers;
    }

    private static int Same(OnnxNode node, string name, long[] numbers, long least, long most, string noun)
    {
        node.Demand(
            numbers.All(n => n == numbers[0]), $"{noun} that is equal on all sides", $"{name} = {List(numbers)}",
            "Use the same number for rows and columns, and on both sides.");
        node.Demand(
            numbers[0] >= least && numbers[0] <= most, $"{noun} from {least} to {most}", $"{numbers[0]}",
            "Use a smaller number, or export the model again if the file is damaged.");
        return (int)numbers[0];
    }

    private static string List(long[] numbers) => $"[{string.Join(", ", numbers)}]";
}
