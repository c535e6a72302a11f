using System.Runtime.InteropServices;

namespace Occam.Formats.Npy;

/// <summary>Reorders an array whose first index runs fastest (Fortran order) so that the last one does.</summary>
internal static class ColumnMajor
{
    public static byte[] ToRowMajor(byte[] data, long[] shape, int size)
    {
        if (shape.Length < 2 || data.Length == 0) return data;
        byte[] result = new byte[data.Length];
        switch (size)
        {
            case 1: Permute<byte>(data, result, shape); break;
            case 2: Permute<ushort>(data, result, shape); break;
            case 4: Permute<uint>(data, result, shape); break;
            default: Permute<ulong>(data, result, shape); break;
        }
        return result;
    }

    // to[i_0, ..., i_r] = from[Σ_a i_a Π_{b<a} n_b]; the outer indices count up like an odometer.
    private static void Permute<T>(ReadOnlySpan<byte> fromBytes, Span<byte> toBytes, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        ReadOnlySpan<T> from = MemoryMarshal.Cast<byte, T>(fromBytes);
        Span<T> to = MemoryMarshal.Cast<byte, T>(toBytes);
        int[] stride = Strides(shape);
        int[] index = new int[shape.Length];
        int last = shape.Length - 1;
        int inner = (int)shape[last];
        int start = 0;
        for (int row = 0; row < to.Length; row += inner)
        {
            for (int j = 0; j < inner; j++) to[row + j] = from[start + (j * stride[last])];
            for (int axis = last - 1; axis >= 0; axis--)
            {
                start += stride[axis];
                if (++index[axis] < shape[axis]) break;
                start -= index[axis] * stride[axis];
                index[axis] = 0;
            }
        }
    }

    private static int[] Strides(ReadOnlySpan<long> shape)
    {
        int[] stride = new int[shape.Length];
        stride[0] = 1;
        for (int axis = 1; axis < shape.Length; axis++) stride[axis] = stride[axis - 1] * (int)shape[axis - 1];
        return stride;
    }
}
