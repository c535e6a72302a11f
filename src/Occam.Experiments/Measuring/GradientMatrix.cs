using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npy;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Measuring;

/// <summary>A file of per-example gradients, [examples, parameters], checked and read some rows at a time.</summary>
internal sealed class GradientMatrix : IDisposable
{
    private readonly NpyRowReader _file;

    /// <summary>Opens the file and checks what its header says.</summary>
    /// <exception cref="FileFormatException">The file is no such matrix.</exception>
    public GradientMatrix(string path)
    {
        _file = new NpyRowReader(path);
        try
        {
            string what = $"Reading '{path}'";
            if (_file.Shape.Length != 2)
                throw new FileFormatException(what, "a matrix [examples, parameters]", $"[{string.Join(", ", _file.Shape)}]", "Save gradients.reshape(len(gradients), -1).");
            if (_file.Type is not (ElementType.Float32 or ElementType.Float64))
                throw new FileFormatException(what, "float32 or float64", $"{_file.Type}", "Save gradients.astype('float32').");
            if (_file.Rows < 2)
                throw new FileFormatException(what, "at least two examples", $"{_file.Rows}", "Agreement needs company: give more examples.");
            if (_file.Columns is < 1 or > int.MaxValue || _file.Rows > int.MaxValue)
                throw new FileFormatException(what, "1 to 2³¹ − 1 parameters and examples", $"[{string.Join(", ", _file.Shape)}]", "Save the gradients of some of the layers.");
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>n.</summary>
    public int Examples => (int)_file.Rows;

    /// <summary>P.</summary>
    public int Parameters => (int)_file.Columns;

    /// <summary>Bytes of one number.</summary>
    public int ElementBytes => _file.Type == ElementType.Float32 ? sizeof(float) : sizeof(double);

    /// <summary>Whether rows are best read in double.</summary>
    public bool IsDouble => _file.Type == ElementType.Float64;

    /// <summary>Reads rows [first, first + count), as the file's own type.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="rows">[count, parameters]; overwritten.</param>
    /// <exception cref="FileFormatException">A number is not finite; with the first row and column.</exception>
    public void Read<T>(int first, int count, Span<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float)) _file.Read(first, count, MemoryMarshal.Cast<T, float>(rows));
        else _file.Read(first, count, MemoryMarshal.Cast<T, double>(rows));
        if (Reductions.IndexOfFirstNonFinite<T>(rows) is not (>= 0 and var place)) return;
        throw new FileFormatException(
            $"Reading '{_file.Name}'", "finite numbers", $"{rows[place].ToString(null, CultureInfo.InvariantCulture)} in row {first + (place / Parameters)}, column {place % Parameters}",
            "Leave out the example, or find out why its gradient has no value.");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
