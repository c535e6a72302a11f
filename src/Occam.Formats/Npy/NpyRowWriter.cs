using Occam.Formats.Arrays;
using Occam.Formats.Files;

namespace Occam.Formats.Npy;

/// <summary>
/// Writes an npy file piece by piece, for arrays larger than memory. The file appears under its name at <see cref="Complete"/>, whole;
/// without that call nothing is left behind.
/// </summary>
/// <typeparam name="T">bool, an integer of 8 to 64 bits, Half, float or double.</typeparam>
public sealed class NpyRowWriter<T> : IDisposable
    where T : unmanaged
{
    private readonly string path;
    private readonly PendingFile file;
    private long missing;

    /// <summary>Starts the file.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="shape">The lengths, slowest dimension first.</param>
    /// <exception cref="ArgumentException">A length is negative, the product is too large, or the type cannot be stored.</exception>
    /// <exception cref="FileFormatException">The place cannot be written.</exception>
    public NpyRowWriter(string path, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(path);
        this.path = path;
        ElementType type = ElementTypes.Of<T>();
        missing = Shapes.Bytes(shape, type.Size()) / type.Size()
            ?? throw new ArgumentException($"Writing '{path}': expected lengths whose product fits in 64 bits, got {Shown.Shape(shape)}. Pass the array's shape.", nameof(shape));
        file = new PendingFile(path);
        NpyHeader.Write(file.Stream, type, shape);
    }

    /// <summary>Appends the next numbers in row-major order.</summary>
    /// <param name="values">No more than are still missing.</param>
    /// <exception cref="ArgumentException">There are more numbers than the shape has room for.</exception>
    /// <exception cref="FileFormatException">The disk is full.</exception>
    public void Append(ReadOnlySpan<T> values)
    {
        if (values.Length > missing)
            throw new ArgumentException($"Writing '{path}': expected at most {missing} more numbers, got {values.Length}. Declare the right shape.", nameof(values));
        try
        {
            NpyFile.WriteValues(file.Stream, values);
        }
        catch (IOException error)
        {
            throw PendingFile.Fault(path, error);
        }
        missing -= values.Length;
    }

    /// <summary>Puts the finished file in place.</summary>
    /// <exception cref="InvalidOperationException">Numbers are missing.</exception>
    /// <exception cref="FileFormatException">The disk is full.</exception>
    public void Complete()
    {
        if (missing > 0)
            throw new InvalidOperationException($"Writing '{path}': expected all numbers of the shape, got {missing} too few. Append them first.");
        file.Commit();
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
