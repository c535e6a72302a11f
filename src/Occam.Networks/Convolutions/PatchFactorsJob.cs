using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>
/// The gradient factors of a convolution: U [n, site, group, patch value], with a one after each patch where there is a bias, and
/// V [n, site, group, output]. A part is one example.
/// </summary>
internal readonly unsafe struct PatchFactorsJob<T>(
    ConvolutionGeometry geometry, PhaseImage layout, int* offsets, T* x, T* yBar, bool ones, T* inputs, T* cotangents) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int part, Scratch scratch)
    {
        T* image = x + ((nint)part * geometry.Input.Size);
        if (!layout.IsInput)
        {
            T* padded = scratch.Rent<T>((nint)geometry.Input.Channels * layout.ChannelStride);
            layout.Fill(image, 0, geometry.Input.Channels, padded);
            image = padded;
        }

        int columns = geometry.PatchLength + (ones ? 1 : 0), rowLength = geometry.Groups * columns;
        T* rows = inputs + ((nint)part * geometry.Sites * rowLength);
        PatchGrid grid = layout.Grid(0);
        for (int site = 0; site < geometry.Sites; site++)
        {
            for (int group = 0; group < geometry.Groups; group++)
            {
                T* source = image + ((nint)group * geometry.GroupInputs * layout.ChannelStride) + grid.Offset(site);
                T* target = rows + ((nint)site * rowLength) + ((nint)group * columns);
                for (int k = 0; k < geometry.PatchLength; k++) target[k] = source[offsets[k]];
                if (ones) target[geometry.PatchLength] = T.One;
            }
        }

        Transpose(yBar + ((nint)part * geometry.Outputs * geometry.Sites), cotangents + ((nint)part * geometry.Sites * geometry.Outputs));
    }

    /// <summary>From [output, site] to [site, output].</summary>
    private void Transpose(T* source, T* target)
    {
        for (int site = 0; site < geometry.Sites; site++)
        {
            for (int q = 0; q < geometry.Outputs; q++) target[((nint)site * geometry.Outputs) + q] = source[((nint)q * geometry.Sites) + site];
        }
    }
}
