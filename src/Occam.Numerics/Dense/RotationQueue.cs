using System.Runtime.Intrinsics;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// Plane rotations of neighbouring rows of a row-major matrix, gathered and then applied to strips of columns, each strip in one worker's
/// cache. Every element goes through all rotations in their order, so neither strips nor workers change a bit.
/// </summary>
internal sealed unsafe class RotationQueue(Workers workers, double[] matrix, int rows, int columns)
{
    private const int StripWidth = 16;
    private readonly Rotation[] _rotations = new Rotation[columns == 0 ? 0 : Math.Clamp(32 * rows, 256, 1 << 17)];
    private int _count;

    /// <summary>Rows i and i + 1 become c·z[i] − s·z[i+1] and s·z[i] + c·z[i+1].</summary>
    public void Add(int row, double cosine, double sine)
    {
        if (columns == 0) return;
        if (_count == _rotations.Length) Flush();
        _rotations[_count++] = new Rotation(row, cosine, sine);
    }

    /// <summary>Applies what is waiting.</summary>
    public void Flush()
    {
        if (_count == 0) return;
        fixed (Rotation* rotations = _rotations)
        fixed (double* z = matrix)
        {
            Job job = new(rotations, _count, z, rows, columns);
            workers.Run(job, job.Parts);
        }

        _count = 0;
    }

    private readonly record struct Rotation(int Row, double Cosine, double Sine);

    private readonly struct Job(Rotation* rotations, int count, double* z, int rows, int columns) : IParallelJob
    {
        private Cut Strips => new(columns, StripWidth);

        public int Parts => Strips.Pieces;

        public void Run(int part, Scratch scratch)
        {
            int first = Strips.Start(part), width = Strips.Size(part);
            double* strip = scratch.Rent<double>((nint)rows * StripWidth);
            new Span<double>(strip, rows * StripWidth).Clear();
            Tiles.Copy(z + first, columns, strip, StripWidth, rows, width);
            int padded = (width + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;
            for (int i = 0; i < count; i++) Rotate(rotations[i], strip + ((nint)rotations[i].Row * StripWidth), padded);
            Tiles.Copy(strip, StripWidth, z + first, columns, rows, width);
        }

        private static void Rotate(Rotation rotation, double* upper, int width)
        {
            Vector256<double> c = Vector256.Create(rotation.Cosine), s = Vector256.Create(rotation.Sine);
            for (int j = 0; j < width; j += Vector256<double>.Count)
            {
                Vector256<double> a = Vector256.Load(upper + j), b = Vector256.Load(upper + StripWidth + j);
                Vector256.FusedMultiplyAdd(c, a, -(s * b)).Store(upper + j);
                Vector256.FusedMultiplyAdd(s, a, c * b).Store(upper + StripWidth + j);
            }
        }
    }
}
