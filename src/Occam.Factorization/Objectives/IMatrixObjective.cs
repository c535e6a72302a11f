using Occam.Numerics.Threading;

namespace Occam.Factorization.Objectives;

/// <summary>A loss of one matrix.</summary>
public interface IMatrixObjective
{
    /// <summary>Rows of the matrix.</summary>
    int Rows { get; }

    /// <summary>Columns of the matrix.</summary>
    int Columns { get; }

    /// <summary>The loss at W, and its gradient ∂L/∂W.</summary>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="matrix">W, row-major [Rows, Columns].</param>
    /// <param name="gradient">Is overwritten, row-major [Rows, Columns].</param>
    double Evaluate(Workers workers, ReadOnlySpan<double> matrix, Span<double> gradient);
}
