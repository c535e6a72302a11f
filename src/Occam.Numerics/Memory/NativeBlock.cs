using System.Runtime.InteropServices;

namespace Occam.Numerics.Memory;

/// <summary>
/// Native memory, aligned to cache lines. Large blocks ask the system for large pages: an array that is walked from end to end meets a new page
/// every 4 kB otherwise, and two threads on a large network spend a twentieth of a step on that.
/// </summary>
public static unsafe partial class NativeBlock
{
    private const nuint CacheLine = 64, LargePage = 2 << 20;
    private const int AdviseLargePages = 14;

    /// <summary>At least one byte, undefined content.</summary>
    public static void* Allocate(nuint bytes)
    {
        if (bytes < 2 * LargePage) return NativeMemory.AlignedAlloc(Math.Max(bytes, 1), CacheLine);
        void* block = NativeMemory.AlignedAlloc(bytes, LargePage);
        // A hint: where the system has no large pages to give, nothing changes but the speed.
        if (OperatingSystem.IsLinux()) _ = Advise(block, bytes, AdviseLargePages);
        return block;
    }

    /// <summary>Frees a block, or does nothing for null.</summary>
    public static void Free(void* block) => NativeMemory.AlignedFree(block);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
