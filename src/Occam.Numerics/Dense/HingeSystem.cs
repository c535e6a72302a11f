using Occam.Numerics.Errors;

namespace Occam.Numerics.Dense;

/// <summary>
/// The matrix A[i,j] = max(x_i − b_j, 0) of ascending points x and thresholds b with x_{j−1} ≤ b_j &lt; x_j: lower triangular with a positive
/// diagonal, so its eigenvalues are x_i − b_i and it can be inverted (Zhang et al. 2017, arXiv 1611.03530, Theorem 1 and Lemma 1). A w = y is
/// solved by the slopes s_i = w_1 + … + w_i of the piecewise linear function through the points, in O(n): it has the slope s_{i−1} from x_{i−1}
/// to b_i and s_i from there to x_i. A is never formed.
/// </summary>
public sealed class HingeSystem
{
    private readonly double[] _points, _thresholds;

    /// <summary>The system of these points.</summary>
    /// <param name="points">x, ascending, all different, finite.</param>
    /// <param name="fraction">
    /// Where the thresholds stand: x_j − b_j as a part of x_j − x_{j−1}, in (0, 1]. ½ is midway; 1 is the point before, b_j = x_{j−1}, where no
    /// slope depends on the one before. Before the first point the mean gap takes the place of the gap (1 for a single point). Where rounding
    /// leaves no number between two points, the threshold is the point before.
    /// </param>
    /// <exception cref="InputException">No points, or points that are not finite and ascending, or another fraction.</exception>
    public HingeSystem(ReadOnlySpan<double> points, double fraction)
    {
        const string what = "Thresholds between points";
        if (!(fraction > 0 && fraction <= 1)) throw new InputException(what, "a fraction above 0 and at most 1", $"{fraction}", "½ is midway, 1 the point before.");
        if (points.IsEmpty) throw new InputException(what, "at least one point", "none", "Give an example.");
        for (int i = 0; i < points.Length; i++)
        {
            if (double.IsFinite(points[i]) && (i == 0 || points[i] > points[i - 1])) continue;
            throw new InputException(what, "finite points, each larger than the one before", i == 0 ? $"{points[0]}" : $"{points[i]} after {points[i - 1]} at place {i}", "Sort them, and leave out what is twice.");
        }

        (_points, _thresholds) = (points.ToArray(), new double[points.Length]);
        int n = points.Length;
        _thresholds[0] = points[0] - (fraction * (n > 1 ? (points[^1] - points[0]) / (n - 1) : 1));
        for (int j = 1; j < n; j++) _thresholds[j] = Between(points[j - 1], points[j], fraction);
        // Points far from 0 can be so close that the mean gap is lost in rounding.
        if (_thresholds[0] >= points[0]) _thresholds[0] = Math.BitDecrement(points[0]);
    }

    /// <summary>n.</summary>
    public int Count => _points.Length;

    /// <summary>x, ascending.</summary>
    public ReadOnlySpan<double> Points => _points;

    /// <summary>b, ascending.</summary>
    public ReadOnlySpan<double> Thresholds => _thresholds;

    /// <summary>min_i (x_i − b_i): the smallest eigenvalue of A.</summary>
    public double SmallestEigenvalue => Enumerable.Range(0, Count).Min(Diagonal);

    /// <summary>
    /// κ₁(A) = ‖A‖₁·‖A⁻¹‖₁, exact up to rounding, in O(n). Columns of A shrink from left to right. A⁻¹e_j is the function that is 1 at x_j and 0
    /// at the others; after x_{j+1} its slopes alternate by the factor −(b_k − x_{k−1})/(x_k − b_k).
    /// </summary>
    public double Condition
    {
        get
        {
            double largest = 0, tail = 0;
            for (int j = Count - 1; j >= 0; j--)
            {
                double slope = 1 / Diagonal(j), column = slope;
                if (j + 1 < Count)
                {
                    double next = (-1 - (slope * Lead(j + 1))) / Diagonal(j + 1);
                    column += slope - next - (next * tail);
                    double ratio = Lead(j + 1) / Diagonal(j + 1);
                    tail = 1 + ratio + (ratio * tail);
                }

                largest = Math.Max(largest, column);
            }

            double sum = 0;
            foreach (double x in _points) sum += x - _thresholds[0];
            return sum * largest;
        }
    }

    /// <summary>
    /// w with A w = y. The residual is that of rounding: |A w − y| is a small multiple of n·2⁻⁵³·|A||w|, as with forward substitution
    /// (Higham 2002, Theorem 8.5).
    /// </summary>
    /// <param name="targets">y_i at point i; finite.</param>
    /// <exception cref="ArgumentException">Not one for each point.</exception>
    /// <exception cref="NumericalException">A slope is too large for a double.</exception>
    public double[] Solve(ReadOnlySpan<double> targets)
    {
        if (targets.Length != Count) throw new ArgumentException($"Solving A w = y: expected {Count} targets, got {targets.Length}. Give one a point.", nameof(targets));
        double[] weights = new double[Count];
        double before = 0, target = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            double slope = (targets[i] - target - (i == 0 ? 0 : before * Lead(i))) / Diagonal(i);
            weights[i] = slope - before;
            if (!double.IsFinite(weights[i]))
                throw new NumericalException("Solving A w = y", "finite weights", $"{weights[i]} at place {i}, where two points are {Diagonal(i)} from their threshold", "Choose another direction, or smaller targets.");
            (before, target) = (slope, targets[i]);
        }

        return weights;
    }

    private static double Between(double low, double high, double fraction)
    {
        double threshold = low + ((1 - fraction) * (high - low));
        return threshold < high ? threshold : low;
    }

    /// <summary>x_i − b_i.</summary>
    private double Diagonal(int i) => _points[i] - _thresholds[i];

    /// <summary>b_i − x_{i−1}, which no slope but the one before crosses.</summary>
    private double Lead(int i) => _thresholds[i] - _points[i - 1];
}
