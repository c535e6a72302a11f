using Occam.Numerics.Threading;

namespace Occam.Factorization.Objectives;

/// <summary>Matrix completion: L(W) = 1/m · Σ over the m observed entries of (W_ij − M_ij)², as Arora et al. 2019 (arXiv 1905.13655, section 2).</summary>
/// <param name="observations">The observed entries.</param>
public sealed class Completion(Observations observations) : IMatrixObjective
{
    /// <inheritdoc/>
    public int Rows => observations.Rows;

    /// <inheritdoc/>
    public int Columns => observations.Columns;

    /// <inheritdoc/>
    public double Evaluate(Workers workers, ReadOnlySpan<double> matrix, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0, scale = 2.0 / observations.Count;
        for (int i = 0; i < observations.Count; i++)
        {
            int place = observations.Places[i];
            double residual = matrix[place] - observations.Values[i];
            sum = double.FusedMultiplyAdd(residual, residual, sum);
            gradient[place] = scale * residual;
        }

        return sum / observations.Count;
    }
}
