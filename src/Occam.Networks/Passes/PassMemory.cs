using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Numerics.Memory;

namespace Occam.Networks.Passes;

/// <summary>One native block, cut into arrays that start on cache lines and end with room for a vector that reads past the end.</summary>
internal sealed unsafe class PassMemory<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int CacheLine = 64;
    private readonly nint[] _offsets;
    private readonly int[] _lengths;
    private byte* _block;

    public PassMemory(IReadOnlyList<long> lengths)
    {
        _offsets = new nint[lengths.Count];
        _lengths = new int[lengths.Count];
        nint end = 0;
        for (int i = 0; i < lengths.Count; i++)
        {
            _offsets[i] = end;
            _lengths[i] = checked((int)lengths[i]);
            nint bytes = checked((nint)lengths[i] * sizeof(T));
            end += ((bytes + CacheLine - 1) / CacheLine * CacheLine) + CacheLine;
        }

        Bytes = end;
        _block = (byte*)NativeBlock.Allocate((nuint)Math.Max(end, CacheLine));

        // The room past each end is read by vectors and then discarded: it must be a number, or it would slow the arithmetic down.
        NativeMemory.Clear(_block, (nuint)Math.Max(end, CacheLine));
    }

    public nint Bytes { get; }

    public Span<T> Array(int index, int length)
    {
        ObjectDisposedException.ThrowIf(_block == null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _lengths[index]);
        return new Span<T>(_block + _offsets[index], length);
    }

    public void Dispose()
    {
        NativeBlock.Free(_block);
        _block = null;
    }
}
