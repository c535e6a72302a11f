using Occam.Kernels.Matrices;
using Occam.Networks.Activations;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Features;

/// <summary>
/// φ(image): convolution with fixed filters without bias, max(0, ·), and means over square cells that do not overlap; rows and columns that fill no cell
/// are left out. Sources: Coates, Ng and Lee 2011 (random filters, quadrants); Zhang et al. 2017, section 5.
/// </summary>
/// <param name="Filters">The filters.</param>
/// <param name="Padding">Zero rows and columns around the image.</param>
/// <param name="Cells">Cells along each side: 2 for quadrants.</param>
public sealed record ConvolutionFeatures(FilterBank Filters, int Padding, int Cells)
{
    private const int LargestBatch = 64;
    private const long BatchValues = 1 << 23;

    /// <summary>How many features an image of this size has: filters × cells².</summary>
    public int Dimension => Filters.Count * Cells * Cells;

    /// <summary>The features of every image.</summary>
    /// <param name="workers">The threads; their number changes no bit.</param>
    /// <param name="images">[n, channels, height, width].</param>
    /// <param name="image">The shape of one.</param>
    /// <param name="passed">Called with how many images are done; may throw.</param>
    /// <exception cref="InputException">The images are too small for the filters or the cells.</exception>
    public KernelInputs Compute(Workers workers, ReadOnlySpan<float> images, Shape image, Action<int>? passed = null)
    {
        Network<float> network = Build(image);
        int count = images.Length / image.Size, batch = (int)Math.Clamp(BatchValues / network.Nodes.Max(n => (long)n.Output.Size), 1, Math.Min(LargestBatch, Math.Max(1, count)));
        float[] features = new float[checked(count * Dimension)];
        using NetworkPasses<float> passes = new(network, workers, batch);
        for (int first = 0; first < count; first += batch)
        {
            int size = Math.Min(batch, count - first);
            images.Slice(first * image.Size, size * image.Size).CopyTo(passes.Begin(size));
            passes.Forward(Filters.Weights, [], PassContext.Frozen).CopyTo(features.AsSpan(first * Dimension));
            passed?.Invoke(first + size);
        }

        return new KernelInputs(features, count, Dimension);
    }

    /// <summary>Multiplications for one image.</summary>
    public double Work(Shape image) => (double)Filters.Weights.Length * (image.Height + (2 * Padding) - Filters.Side + 1) * (image.Width + (2 * Padding) - Filters.Side + 1);

    /// <summary>Why images of this shape have no such features, or null.</summary>
    public Fault? Problem(Shape image)
    {
        string what = $"Features of images of {image}";
        int sites = image.Height + (2 * Padding) - Filters.Side + 1;
        if (image.Height != image.Width || image.Channels != Filters.Channels || sites < Cells)
        {
            return new Fault(
                what, $"square images of {Filters.Channels} channels and at least {Filters.Side + Cells - 1 - (2 * Padding)}×{Filters.Side + Cells - 1 - (2 * Padding)} pixels", $"{image}",
                "Use other images, or leave these features out.");
        }

        int formed = sites / (sites / Cells);
        return formed == Cells ? null : new Fault(what, $"cells into which {sites} sites can be cut, side by side", $"{Cells}", $"Choose {formed}.");
    }

    private Network<float> Build(Shape image)
    {
        if (Problem(image) is { } fault) throw new InputException([fault]);
        NetworkBuilder<float> builder = new(image);
        builder.Add("filters", shape => new Convolution<float>(new ConvolutionGeometry(shape, Filters.Count, Filters.Side, Filters.Side, 1, Padding, 1, 1), bias: false));
        builder.Add("rectified", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("cells", shape => new AveragePool<float>(new PoolGeometry(shape, shape.Height / Cells, shape.Height / Cells, 0)));
        return builder.Build();
    }
}
