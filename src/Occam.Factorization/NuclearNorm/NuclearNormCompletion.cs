using Occam.Factorization.Objectives;
using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Factorization.NuclearNorm;

/// <summary>
/// min ‖X‖_* over the matrices whose observed entries lie within a tolerance of what was observed, by alternating directions, X = Z in the end:
/// X ← the singular values of Z − U less 1/ρ, over-relaxed, Z ← X + U moved into the tolerances, U ← U + X − Z. Z meets the observations at every step; −ρU, brought to a
/// spectral norm of at most 1, proves a lower bound, so the result carries its own error (Candès and Recht 2009; Boyd et al. 2011).
/// </summary>
public sealed class NuclearNormCompletion
{
    private const int BetweenChecks = 20;
    private const double Unbalanced = 3, Relaxation = 1.6;
    private readonly Observations _observations;
    private readonly NuclearNormSettings _settings;
    private readonly double[] _x, _z, _u, _work;
    private double _rho;

    private NuclearNormCompletion(Observations observations, NuclearNormSettings settings)
    {
        (_observations, _settings) = (observations, settings);
        int length = observations.Rows * observations.Columns;
        (_x, _z, _u, _work) = (new double[length], new double[length], new double[length], new double[length]);
        for (int i = 0; i < observations.Count; i++) _z[observations.Places[i]] = observations.Values[i];
    }

    /// <summary>Seeks the matrix.</summary>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="observations">The observed entries.</param>
    /// <param name="settings">How closely.</param>
    /// <param name="checkedAt">Called at each check with the iteration and the proven relative gap; may throw.</param>
    /// <param name="cancellation">Asked for in each iteration.</param>
    public static NuclearNormSolution Solve(
        Workers workers, Observations observations, NuclearNormSettings settings, Action<int, double>? checkedAt = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MostIterations, 1);
        return new NuclearNormCompletion(observations, settings).Run(workers, checkedAt, cancellation);
    }

    private int Rows => _observations.Rows;

    private int Columns => _observations.Columns;

    private NuclearNormSolution Run(Workers workers, Action<int, double>? checkedAt, CancellationToken cancellation)
    {
        SingularValueDecomposition svd = SingularValueDecomposition.Of(_z, Rows, Columns);
        _rho = svd.Values[0] > 0 ? 10 / svd.Values[0] : 1;
        for (int iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            VectorOperations.Subtract<double>(_z, _u, _work);
            svd = SingularValueDecomposition.Of(_work, Rows, Columns, svd);
            Shrink(workers, svd);
            (double apart, double moved) = Move();
            bool last = iteration == _settings.MostIterations;
            if (last || iteration % BetweenChecks == 0)
            {
                NuclearNormSolution solution = Prove(iteration);
                checkedAt?.Invoke(iteration, solution.RelativeGap);
                if (last || solution.RelativeGap <= _settings.RelativeGap) return solution;
                Balance(apart, moved);
            }
        }
    }

    /// <summary>X = Σ (σ − 1/ρ)₊ u vᵀ.</summary>
    private void Shrink(Workers workers, SingularValueDecomposition svd)
    {
        int rank = svd.Values.Count(v => v > 1 / _rho);
        double[] scaled = svd.Right[..(rank * Columns)];
        for (int r = 0; r < rank; r++) VectorOperations.Scale(svd.Values[r] - (1 / _rho), scaled.AsSpan(r * Columns, Columns));
        if (rank == 0) Array.Clear(_x);
        else Gemm.Multiply(workers, new MatrixView<double>(svd.Left, rank, Rows).Transposed, new MatrixView<double>(scaled, rank, Columns), _x);
    }

    /// <summary>Z and U from an X that goes further than the step says (over-relaxation); returns ‖X − Z‖ and ρ‖ΔZ‖.</summary>
    private (double Apart, double Moved) Move()
    {
        double apart = 0, moved = 0;
        VectorOperations.Combine<double>(1 - Relaxation, _z, Relaxation, _x);
        VectorOperations.Add<double>(_x, _u);
        _u.CopyTo(_work);
        for (int i = 0; i < _observations.Count; i++)
        {
            ref double entry = ref _work[_observations.Places[i]];
            double value = _observations.Values[i];
            entry = Math.Clamp(entry, value - _settings.Tolerance, value + _settings.Tolerance);
        }

        for (int at = 0; at < _z.Length; at++)
        {
            double change = _work[at] - _z[at], difference = _x[at] - _work[at];
            (apart, moved) = (apart + (difference * difference), moved + (change * change));
            (_z[at], _u[at]) = (_work[at], _u[at] - _work[at]);
        }

        return (Math.Sqrt(apart), _rho * Math.Sqrt(moved));
    }

    private NuclearNormSolution Prove(int iteration)
    {
        double[] dual = new double[_u.Length];
        for (int at = 0; at < dual.Length; at++) dual[at] = -_rho * _u[at];
        double norm = SingularValueDecomposition.Of(dual, Rows, Columns).Values[0], bound = 0;
        // A little more than the norm: what rounding has made of it must not count as proof.
        VectorOperations.Scale(1 / Math.Max(1, norm * (1 + 1e-12)), dual);
        for (int i = 0; i < _observations.Count; i++)
        {
            double y = dual[_observations.Places[i]];
            bound += (y * _observations.Values[i]) - (_settings.Tolerance * Math.Abs(y));
        }

        double nuclear = 0;
        foreach (double value in SingularValueDecomposition.Of(_z, Rows, Columns).Values) nuclear += value;
        return new NuclearNormSolution([.. _z], dual, nuclear, Math.Max(0, bound), iteration);
    }

    /// <summary>Neither residual may lag far behind the other (Boyd et al. 2011, section 3.4.1).</summary>
    private void Balance(double apart, double moved)
    {
        double factor = apart > Unbalanced * moved ? 2 : moved > Unbalanced * apart ? 0.5 : 1;
        _rho *= factor;
        VectorOperations.Scale(1 / factor, _u);
    }
}
