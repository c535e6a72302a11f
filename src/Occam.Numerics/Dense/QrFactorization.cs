using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Dense;

/// <summary>
/// The thin factorization A = Q·R of a tall matrix by Householder reflectors. A is handed over column by column, each column one row of the
/// array: element i of column j is columns[j · length + i]. Q has orthonormal columns to working precision whatever the rank of A.
/// </summary>
/// <param name="Q">[count, length]: row j is column j of Q.</param>
/// <param name="R">[count, count] row-major, upper triangular.</param>
public sealed record QrFactorization(double[] Q, double[] R)
{
    /// <summary>Factors <paramref name="count"/> columns of <paramref name="length"/> ≥ count elements; the argument is not changed.</summary>
    /// <remarks>Columns are treated in order, each by the reflectors 0, 1, … in turn; dots in the order of <see cref="Reductions.Dot{T}"/>.</remarks>
    public static QrFactorization Factor(Workers workers, ReadOnlySpan<double> columns, int count, int length)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (count < 0 || length < count || columns.Length != (long)count * length)
            throw new ArgumentException($"QrFactorization: expected {count} columns of at least {count} elements and {(long)count * length} values, got length {length} and {columns.Length} values. Use fewer columns than rows.");
        double[] v = columns.ToArray(), q = new double[v.Length], r = new double[count * count], taus = new double[count];
        for (int j = 0; j < count; j++)
        {
            for (int i = 0; i < j; i++) r[(i * count) + j] = v[(j * length) + i];
            (r[(j * count) + j], taus[j]) = Householder.Reflect(v.AsSpan((j * length) + j, length - j));
            workers.Run(new Reflection(v, v, taus[j], j, j + 1, length), count - j - 1);
        }

        for (int j = 0; j < count; j++) q[(j * length) + j] = 1;
        for (int j = count - 1; j >= 0; j--) workers.Run(new Reflection(v, q, taus[j], j, j, length), count - j);
        return new QrFactorization(q, r);
    }

    /// <summary>Reflector j applied to the columns from <paramref name="first"/> on: a part is a column.</summary>
    private readonly struct Reflection(double[] reflectors, double[] targets, double tau, int j, int first, int length) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => Householder.Apply(
            reflectors.AsSpan((j * length) + j, length - j), tau, targets.AsSpan(((first + part) * length) + j, length - j));
    }
}
