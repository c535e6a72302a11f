using Occam.Numerics.Errors;

namespace Occam.Networks.Convolutions;

/// <summary>Refuses convolutions that have no output or whose groups do not divide their channels.</summary>
internal static class GeometryChecks
{
    public static void Demand(ConvolutionGeometry geometry)
    {
        List<Fault> faults = [];
        string name = $"Convolution {geometry.KernelHeight}×{geometry.KernelWidth} on {geometry.Input}";
        if (geometry.Outputs < 1 || geometry.KernelHeight < 1 || geometry.KernelWidth < 1 || geometry.Stride < 1 || geometry.Dilation < 1 || geometry.Padding < 0)
        {
            faults.Add(new Fault(
                name, "positive outputs, kernel, stride and dilation, padding ≥ 0",
                $"outputs {geometry.Outputs}, stride {geometry.Stride}, dilation {geometry.Dilation}, padding {geometry.Padding}", "Correct the layer's settings."));
        }
        else if (geometry.OutputHeight < 1 || geometry.OutputWidth < 1)
        {
            faults.Add(new Fault(
                name, "an image at least as large as the kernel", $"an output of {geometry.OutputHeight}×{geometry.OutputWidth}",
                "Use larger images, more padding, or a smaller kernel."));
        }

        if (geometry.Groups < 1 || geometry.Input.Channels % geometry.Groups != 0 || geometry.Outputs % geometry.Groups != 0)
        {
            faults.Add(new Fault(
                name, "groups that divide the channels", $"{geometry.Groups} groups for {geometry.Input.Channels} → {geometry.Outputs} channels",
                "Choose a number of groups that divides both."));
        }

        if (faults.Count > 0) throw new InputException(faults);
    }
}
