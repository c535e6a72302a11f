using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>x̄ (+)= the adjoint of a convolution at ȳ, phase by phase; a part is a group of examples.</summary>
internal readonly unsafe struct InputAdjointJob<T>(
    ConvolutionGeometry geometry, AdjointLayout layout, ExampleGroups groups, T* weights, T* yBar, T* xBar, bool accumulate) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Slack = 16;

    /// <summary>Values of the packed weights of all phases and groups.</summary>
    public static int WeightsLength(ConvolutionGeometry geometry, AdjointLayout layout) =>
        layout.Phases.Sum(phase => geometry.Groups * PackedRows<T>.Length(geometry.GroupInputs, phase.Depth));

    /// <summary>Packs the weights for all parts: [phase, group], each where the one before it ends.</summary>
    public static void Pack(ConvolutionGeometry geometry, AdjointLayout layout, T* theta, T* weights)
    {
        foreach (AdjointPhase phase in layout.Phases)
        {
            fixed (int* indices = phase.Weights)
            {
                for (int g = 0; g < geometry.Groups; g++, weights += PackedRows<T>.Length(geometry.GroupInputs, phase.Depth))
                {
                    PhaseWeights<T> source = new(theta + ((nint)g * geometry.GroupOutputs * geometry.PatchLength), geometry.Taps, indices);
                    Product.PackLeft(source, geometry.GroupInputs, phase.Depth, weights);
                }
            }
        }
    }

    public void Run(int part, Scratch scratch)
    {
        int first = groups.First(part), examples = groups.Examples(part);
        int outputSize = geometry.Outputs * geometry.Sites, imageLength = layout.IsCotangent ? outputSize : geometry.Outputs * layout.Plane;
        int copied = layout.IsCotangent ? 0 : imageLength * groups.Size;
        int depth = geometry.GroupOutputs * geometry.Taps, columns = groups.Size * geometry.Input.Sites;
        T* image = scratch.Rent<T>((nint)copied + Slack + Product.ScratchLength<T>(columns, depth));
        T* source = layout.IsCotangent ? yBar + ((nint)first * outputSize) : image;
        for (int e = 0; e < examples && !layout.IsCotangent; e++)
            layout.Fill(yBar + ((nint)(first + e) * outputSize), image + ((nint)e * imageLength));
        T* target = xBar + ((nint)first * geometry.Input.Size);
        if (!accumulate && !layout.CoversInput) new Span<T>(target, examples * geometry.Input.Size).Clear();
        T* phaseWeights = weights;
        foreach (AdjointPhase phase in layout.Phases)
        {
            RunPhase(phase, phaseWeights, source, imageLength, target, examples, image + copied + Slack);
            phaseWeights += (nint)geometry.Groups * PackedRows<T>.Length(geometry.GroupInputs, phase.Depth);
        }
    }

    private void RunPhase(AdjointPhase phase, T* phaseWeights, T* source, int imageLength, T* target, int examples, T* panels)
    {
        SiteLattice lattice = phase.Lattice;
        PatchGrid grid = new PatchGrid(lattice.Height, lattice.Width, layout.Columns, imageLength, phase.Origin).Joined;
        int pixels = geometry.Input.Sites, groupPixels = geometry.GroupInputs * pixels;
        int plane = layout.IsCotangent ? geometry.Sites : layout.Plane;
        fixed (int* offsets = phase.Offsets)
        {
            for (int g = 0; g < geometry.Groups; g++)
            {
                Product.Block(
                    new PackedRows<T>(phaseWeights + ((nint)g * PackedRows<T>.Length(geometry.GroupInputs, phase.Depth)), geometry.GroupInputs),
                    new PatchColumns<T>(source + ((nint)g * geometry.GroupOutputs * plane), grid, offsets),
                    new SiteSink<T>(target + ((nint)g * groupPixels), geometry.Input.Size, pixels, geometry.Input.Width, lattice),
                    new ProductBlock(0, geometry.GroupInputs, 0, examples * lattice.Sites, phase.Depth),
                    accumulate,
                    panels);
            }
        }
    }
}
