using Occam.Numerics.Dense;
using Occam.Numerics.Memory;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Benchmarking;

/// <summary>
/// A Cholesky factorization in place, again and again: the factor of a matrix with a dominant diagonal has one too, so that the next repetition
/// factors it as if it were a matrix. The diagonal tends to 1 and no number becomes subnormal.
/// </summary>
internal sealed unsafe class CholeskyWorkload : IDisposable
{
    private readonly Workers _workers;
    private readonly int _order;
    private readonly float* _matrix;

    public CholeskyWorkload(Workers workers, int order)
    {
        (_workers, _order) = (workers, order);
        _matrix = (float*)NativeBlock.Allocate((nuint)((long)order * order * sizeof(float)));
        for (int i = 0; i < order; i++)
        {
            float* row = _matrix + ((nint)i * order);
            for (int j = 0; j < i; j++) row[j] = (((i * 7919L) + (j * 104_729L)) % 1000 / 1000f) - 0.5f;
            row[i] = order;
        }
    }

    /// <summary>n³/3, additions and multiplications.</summary>
    public double Operations => (double)_order * _order * _order / 3;

    public void Run() => Cholesky.Factor(_workers, _matrix, _order, _order);

    public void Dispose() => NativeBlock.Free(_matrix);
}
