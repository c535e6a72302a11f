using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>
/// w̄ᵀ[k,q] (+)= Σ_n g_n[k,q] with g_n = Σ_s patch[n,s,k]·ȳ[n,q,s], and Σ g_n² of each example while it is in the cache: the norms fall out
/// of the sweep that forms the sum. A part is one unit of <see cref="WeightUnits"/>, over the examples whose cotangents are packed.
/// </summary>
internal readonly unsafe struct WeightGradientJob<T>(
    ConvolutionGeometry geometry, PhaseImage layout, WeightUnits units, int* offsets, T* x, T* total) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Slack = 16;

    /// <summary>How cotangents are packed.</summary>
    public required CotangentPanels<T> Panels { get; init; }

    /// <summary>The packed cotangents of the examples.</summary>
    public required T* Cotangents { get; init; }

    /// <summary>The first example.</summary>
    public required int FirstExample { get; init; }

    /// <summary>How many examples.</summary>
    public required int Examples { get; init; }

    /// <summary>Σ g_n² of each unit and example, [unit, <see cref="Batch"/>], or null.</summary>
    public double* NormsSquared { get; init; }

    /// <summary>Examples of the whole batch.</summary>
    public required int Batch { get; init; }

    public void Run(int part, Scratch scratch)
    {
        int group = units.Group(part), first = units.First(part), lanes = units.Size(part), outputs = geometry.GroupOutputs;
        int firstChannel = first / geometry.Taps, channels = ((first + lanes - 1) / geometry.Taps) - firstChannel + 1;
        int imageLength = layout.IsInput ? 0 : channels * layout.ChannelStride, gradientLength = units.Lanes * outputs;
        T* image = scratch.Rent<T>((nint)imageLength + Slack + gradientLength + Product.ScratchLength<T>(0, geometry.Sites));
        T* gradient = image + imageLength + Slack, memory = gradient + gradientLength;
        T* sum = total + ((((nint)group * geometry.PatchLength) + first) * outputs);
        if (FirstExample == 0) new Span<T>(sum, lanes * outputs).Clear();
        int channel = (group * geometry.GroupInputs) + firstChannel;
        ProductBlock block = new(first, lanes, 0, outputs, geometry.Sites);
        T* cotangent = Cotangents + ((nint)group * Panels.GroupLength);
        for (int n = FirstExample; n < FirstExample + Examples; n++, cotangent += Panels.ExampleLength)
        {
            T* input = x + ((nint)n * geometry.Input.Size);
            if (!layout.IsInput) layout.Fill(input, channel, channels, image);

            // The offsets of a group are counted from its first channel; the image begins at the unit's.
            T* origin = layout.IsInput
                ? input + ((nint)group * geometry.GroupInputs * layout.ChannelStride)
                : image - ((nint)firstChannel * layout.ChannelStride);
            Product.Packed(
                new PatchRows<T>(origin, layout.Grid(0), offsets),
                cotangent,
                Panels.StepLength,
                new MatrixSink<T>(gradient - ((nint)first * outputs), outputs),
                block,
                accumulate: false,
                memory);
            if (NormsSquared == null) GradientSum.Add(gradient, sum, lanes * outputs);
            else NormsSquared[((nint)part * Batch) + n] = GradientSum.AddWithNorm(gradient, sum, lanes * outputs);
        }
    }
}
