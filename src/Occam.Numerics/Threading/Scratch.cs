using Occam.Numerics.Memory;

namespace Occam.Numerics.Threading;

/// <summary>One worker's own memory: a native block that only grows, so that a steady state allocates nothing.</summary>
public sealed unsafe class Scratch : IDisposable
{
    private void* _block;
    private nint _capacity;

    /// <summary>At least <paramref name="count"/> values of T, aligned to 64 bytes; replaces what an earlier call returned.</summary>
    public T* Rent<T>(nint count)
        where T : unmanaged
    {
        nint bytes = checked(count * sizeof(T));
        if (bytes > _capacity)
        {
            NativeBlock.Free(_block);
            _block = NativeBlock.Allocate((nuint)bytes);
            _capacity = bytes;
        }

        return (T*)_block;
    }

    /// <summary>Frees the block.</summary>
    public void Dispose()
    {
        NativeBlock.Free(_block);
        _block = null;
        _capacity = 0;
    }
}
