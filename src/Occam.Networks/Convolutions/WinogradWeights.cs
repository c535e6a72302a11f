using System.Numerics;
using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>
/// Kernels transformed to u = G g Gᵀ, with G = [1 0 0; ½ ½ ½; ½ −½ ½; 0 0 1], and packed as the left factors of the 16 products, [group, value].
/// An adjoint reads the same kernels turned by half a turn.
/// </summary>
internal readonly unsafe struct WinogradWeights<T>(WinogradGeometry geometry, T* theta, bool adjoint, T* transformed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Side = 3, Taps = Side * Side;

    /// <summary>Memory for transformed and for packed kernels.</summary>
    public static int Length(WinogradGeometry geometry) => TransformedLength(geometry) + (geometry.Groups * WinogradGeometry.Values * FactorLength(geometry));

    /// <summary>Packed values of one factor.</summary>
    public static int FactorLength(WinogradGeometry geometry) => PackedRows<T>.Length(geometry.Outputs, geometry.Inputs);

    /// <summary>Transforms and packs; gives the packed factors.</summary>
    public T* Prepare(Workers workers)
    {
        T* packed = transformed + TransformedLength(geometry);
        workers.Run(new TransformJob(this), geometry.Groups * geometry.Inputs);
        workers.Run(new PackJob(this, packed), geometry.Groups * WinogradGeometry.Values);
        return packed;
    }

    private static int TransformedLength(WinogradGeometry geometry) => geometry.Groups * WinogradGeometry.Values * geometry.Inputs * geometry.Outputs;

    private void Transform(int part)
    {
        int group = part / geometry.Inputs, input = part % geometry.Inputs, step = geometry.Inputs * geometry.Outputs;
        int inputStride = adjoint ? geometry.Outputs * Taps : Taps, outputStride = adjoint ? Taps : geometry.Inputs * Taps;
        T* kernel = theta + ((nint)group * step * Taps) + ((nint)input * inputStride);
        T* target = transformed + ((nint)group * WinogradGeometry.Values * step) + ((nint)input * geometry.Outputs);
        T* rows = stackalloc T[4 * Side];
        for (int output = 0; output < geometry.Outputs; output++, kernel += outputStride, target++)
        {
            for (int j = 0; j < Side; j++) Expand(At(kernel, 0, j), At(kernel, 1, j), At(kernel, 2, j), rows + j, Side);
            for (int i = 0; i < 4; i++) Expand(rows[i * Side], rows[(i * Side) + 1], rows[(i * Side) + 2], target + (4 * (nint)i * step), step);
        }
    }

    private void Pack(int part, T* packed)
    {
        MatrixSource<T> factor = new(transformed + ((nint)part * geometry.Inputs * geometry.Outputs), 1, geometry.Outputs);
        Product.PackLeft(factor, geometry.Outputs, geometry.Inputs, packed + ((nint)part * FactorLength(geometry)));
    }

    private T At(T* kernel, int row, int column)
    {
        int tap = (row * Side) + column;
        return kernel[adjoint ? Taps - 1 - tap : tap];
    }

    private static void Expand(T g0, T g1, T g2, T* target, nint stride)
    {
        T half = T.CreateChecked(0.5), outer = g0 + g2;
        target[0] = g0;
        target[stride] = (outer + g1) * half;
        target[2 * stride] = (outer - g1) * half;
        target[3 * stride] = g2;
    }

    /// <summary>A part is one input channel of one group.</summary>
    private readonly struct TransformJob(WinogradWeights<T> weights) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => weights.Transform(part);
    }

    /// <summary>A part is one factor.</summary>
    private readonly struct PackJob(WinogradWeights<T> weights, T* packed) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => weights.Pack(part, packed);
    }
}
