using System.Numerics;

namespace Occam.Networks.Onnx;

/// <summary>Where a block of parameters or statistics comes from: an array of the file, perhaps turned and scaled.</summary>
internal sealed record ArraySource(OnnxTensor Tensor, bool Transposed = false, double Factor = 1)
{
    public int Length => Tensor.Length;

    public void CopyTo<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Transposed) Tensor.CopyTransposedTo(destination, Factor);
        else Tensor.CopyTo(destination, Factor);
    }
}
