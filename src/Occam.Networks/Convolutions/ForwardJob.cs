using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>y[n,q,s] (+)= Σ_k w[q,k]·patch[n,s,k] + b[q]; a part is a group of examples.</summary>
internal readonly unsafe struct ForwardJob<T>(
    ConvolutionGeometry geometry, PhaseImage layout, ExampleGroups groups, int* offsets, T* x, T* weights, T* bias, T* y, bool accumulate) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Slack = 16;

    /// <summary>Values of the packed weights of all groups.</summary>
    public static int WeightsLength(ConvolutionGeometry geometry) => geometry.Groups * PackedRows<T>.Length(geometry.GroupOutputs, geometry.PatchLength);

    /// <summary>Packs the weights for all parts.</summary>
    public static void Pack(ConvolutionGeometry geometry, T* theta, T* weights)
    {
        for (int g = 0; g < geometry.Groups; g++, weights += PackedRows<T>.Length(geometry.GroupOutputs, geometry.PatchLength))
        {
            MatrixSource<T> source = new(theta + ((nint)g * geometry.GroupOutputs * geometry.PatchLength), geometry.PatchLength, 1);
            Product.PackLeft(source, geometry.GroupOutputs, geometry.PatchLength, weights);
        }
    }

    public void Run(int part, Scratch scratch)
    {
        int first = groups.First(part), examples = groups.Examples(part), sites = geometry.Sites;
        int imageLength = layout.IsInput ? 0 : geometry.Input.Channels * layout.ChannelStride;
        T* image = scratch.Rent<T>((nint)(imageLength * groups.Size) + Slack + Product.ScratchLength<T>(groups.Size * sites, geometry.PatchLength));
        T* panels = image + ((nint)imageLength * groups.Size) + Slack;
        int exampleStride = layout.IsInput ? geometry.Input.Size : imageLength;
        T* source = layout.IsInput ? x + ((nint)first * geometry.Input.Size) : image;
        for (int e = 0; e < examples && !layout.IsInput; e++)
            layout.Fill(x + ((nint)(first + e) * geometry.Input.Size), 0, geometry.Input.Channels, image + ((nint)e * imageLength));
        T* target = y + ((nint)first * geometry.Outputs * sites);
        if (bias != null) AddBias(target, examples);
        SiteLattice lattice = new(geometry.OutputHeight, geometry.OutputWidth, 0, 0, 1);
        for (int g = 0; g < geometry.Groups; g++)
        {
            Product.Block(
                new PackedRows<T>(weights + ((nint)g * PackedRows<T>.Length(geometry.GroupOutputs, geometry.PatchLength)), geometry.GroupOutputs),
                new PatchColumns<T>(source + ((nint)g * geometry.GroupInputs * layout.ChannelStride), layout.Grid(exampleStride), offsets),
                new SiteSink<T>(target + ((nint)g * geometry.GroupOutputs * sites), geometry.Outputs * sites, sites, geometry.OutputWidth, lattice),
                new ProductBlock(0, geometry.GroupOutputs, 0, examples * sites, geometry.PatchLength),
                accumulate || bias != null,
                panels);
        }
    }

    private void AddBias(T* target, int examples)
    {
        int sites = geometry.Sites;
        for (int row = 0; row < examples * geometry.Outputs; row++)
        {
            T value = bias[row % geometry.Outputs];
            Span<T> channel = new(target + ((nint)row * sites), sites);
            if (accumulate)
            {
                foreach (ref T pixel in channel) pixel += value;
            }
            else
            {
                channel.Fill(value);
            }
        }
    }
}
