using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>
/// w̄ᵀ[k,q] (+)= Σ_n g_n[k,q] with g_n = Σ_s patch[n,s,k]·ȳ[n,q,s], and Σ g_n² of each example while it is in the cache: the norms fall out
/// of the sweep that forms the sum. A part is one unit of <see cref="WeightUnits"/>.
/// </summary>
internal readonly unsafe struct WeightGradientJob<T>(
    ConvolutionGeometry geometry, PhaseImage layout, WeightUnits units, int batch, int* offsets, T* x, T* yBar, T* total, double* partials) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Slack = 16;

    public void Run(int part, Scratch scratch)
    {
        int group = units.Group(part), first = units.First(part), lanes = units.Size(part), outputs = geometry.GroupOutputs;
        int firstChannel = first / geometry.Taps, channels = ((first + lanes - 1) / geometry.Taps) - firstChannel + 1;
        int imageLength = layout.IsInput ? 0 : channels * layout.ChannelStride, gradientLength = units.Lanes * outputs;
        T* image = scratch.Rent<T>((nint)imageLength + Slack + gradientLength + Product.ScratchLength<T>(outputs, geometry.Sites));
        T* gradient = image + imageLength + Slack, panels = gradient + gradientLength;
        T* sum = total + ((((nint)group * geometry.PatchLength) + first) * outputs);
        new Span<T>(sum, lanes * outputs).Clear();
        int channel = (group * geometry.GroupInputs) + firstChannel;
        ProductBlock block = new(first, lanes, 0, outputs, geometry.Sites);
        for (int n = 0; n < batch; n++)
        {
            T* input = x + ((nint)n * geometry.Input.Size);
            if (!layout.IsInput) layout.Fill(input, channel, channels, image);

            // The offsets of a group are counted from its first channel; the image begins at the unit's.
            T* origin = layout.IsInput
                ? input + ((nint)group * geometry.GroupInputs * layout.ChannelStride)
                : image - ((nint)firstChannel * layout.ChannelStride);
            T* cotangent = yBar + ((((nint)n * geometry.Outputs) + (group * outputs)) * geometry.Sites);
            Product.Block(
                new PatchRows<T>(origin, layout.Grid(0), offsets),
                new MatrixSource<T>(cotangent, geometry.Sites, 1),
                new MatrixSink<T>(gradient - ((nint)first * outputs), outputs),
                block,
                accumulate: false,
                panels);
            if (partials == null) GradientSum.Add(gradient, sum, lanes * outputs);
            else partials[((nint)part * batch) + n] = GradientSum.AddWithNorm(gradient, sum, lanes * outputs);
        }
    }
}
