using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Npy;

/// <summary>
/// Reads rows out of an npy file that may be larger than memory. A row is everything after the first dimension. Safe to use from several
/// threads. The file is read at offsets rather than mapped, because a mapped file that shrinks ends the process.
/// </summary>
public sealed class NpyRowReader : IDisposable
{
    private const int BlockBytes = 1 << 18;
    private readonly FileStream stream;
    private readonly NpyHeader header;
    private readonly long dataStart;

    /// <summary>Opens the file and checks its header against its length.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileFormatException">The file is missing, is not npy, is a single number, or is in Fortran order.</exception>
    public NpyRowReader(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Name = path;
        stream = InputFile.Open(path);
        try
        {
            ByteSource source = new(stream, path, stream.Length);
            header = NpyHeader.Read(source);
            dataStart = source.Length - source.Remaining;
            if (header.Shape.Length == 0) throw source.Fault("an array with rows", "a single number", "Save an array of at least one dimension.");
            if (header.ColumnMajor && header.Shape.Length > 1)
                throw source.Fault("rows stored one after the other", "Fortran order", "Save it with numpy.save(path, numpy.ascontiguousarray(array)).");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
        Shape = [.. header.Shape];
        Rows = Shape[0];
        Columns = Shapes.Bytes(header.Shape.AsSpan(1), 1) ?? 0;
    }

    /// <summary>The file.</summary>
    public string Name { get; }

    /// <summary>What one element is in the file.</summary>
    public ElementType Type => header.Type;

    /// <summary>The lengths, slowest dimension first.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Length of the first dimension.</summary>
    public long Rows { get; }

    /// <summary>Elements in one row: the product of the other lengths.</summary>
    public long Columns { get; }

    /// <summary>Reads rows [first, first + count) as floats, rounded to nearest.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="into">count × Columns numbers, overwritten.</param>
    /// <exception cref="ArgumentException">The rows do not exist, or the destination has another length.</exception>
    /// <exception cref="FileFormatException">The file shrank, or a finite number is too large for a float.</exception>
    public void Read(long first, int count, Span<float> into) => ReadRows(first, count, into);

    /// <summary>Reads rows [first, first + count) as doubles.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="into">count × Columns numbers, overwritten.</param>
    /// <exception cref="ArgumentException">The rows do not exist, or the destination has another length.</exception>
    /// <exception cref="FileFormatException">The file shrank.</exception>
    public void Read(long first, int count, Span<double> into) => ReadRows(first, count, into);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void ReadRows<T>(long first, int count, Span<T> into)
        where T : unmanaged, INumber<T>
    {
        if (first < 0 || count < 0 || count > Rows - first)
            throw new ArgumentOutOfRangeException(nameof(first), $"Reading '{Name}': expected rows from 0 to {Rows}, got {count} from {first}. Ask for rows that exist.");
        if (into.Length != count * Columns)
            throw new ArgumentException($"Reading '{Name}': expected a destination of {count} x {Columns} numbers, got {into.Length}. Pass a span of that length.", nameof(into));
        int size = header.Type.Size();
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int step = BlockBytes / size;
            for (int start = 0; start < into.Length; start += step)
            {
                int elements = Math.Min(step, into.Length - start);
                Span<byte> bytes = block.AsSpan(0, elements * size);
                long element = (first * Columns) + start;
                ReadBytes(bytes, dataStart + (element * size));
                if (header.Swapped) ElementTypes.Reverse(bytes, size);
                ElementConversion.Convert(header.Type, bytes, into.Slice(start, elements), Name, element);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void ReadBytes(Span<byte> into, long offset)
    {
        int done = 0;
        while (done < into.Length)
        {
            int read = RandomAccess.Read(stream.SafeFileHandle, into[done..], offset + done);
            if (read == 0)
                throw new FileFormatException($"Reading '{Name}'", $"{into.Length} bytes at {offset}", $"{done}",
                    "The file became shorter while it was read; do not write to it meanwhile.");
            done += read;
        }
    }
}
