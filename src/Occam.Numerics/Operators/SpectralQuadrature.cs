using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Numerics.Operators;

/// <summary>Quadrature rules of random probes, from which traces of functions and the density of the spectrum are read without further products.</summary>
public sealed class SpectralQuadrature
{
    /// <summary>The grid goes this many widths beyond the outermost Ritz values.</summary>
    private const double Margin = 4;

    internal SpectralQuadrature(QuadratureRule[] rules, int dimension, int products) => (Rules, Dimension, Products) = (rules, dimension, products);

    /// <summary>Whether the eigenvalues themselves are known: nothing is estimated then, and errors are zero.</summary>
    public bool IsExact { get; private init; }

    /// <summary>The rule of a matrix whose eigenvalues are known: each has weight 1, and every trace is exact.</summary>
    /// <param name="eigenvalues">All eigenvalues, ascending; at least one.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static SpectralQuadrature OfEigenvalues(IReadOnlyList<double> eigenvalues)
    {
        ArgumentNullException.ThrowIfNull(eigenvalues);
        if (eigenvalues.Count == 0) throw new InputException("Spectrum", "at least one eigenvalue", "none", "Give all eigenvalues of the matrix.");
        double[] weights = new double[eigenvalues.Count];
        weights.AsSpan().Fill(1);
        return new SpectralQuadrature([new QuadratureRule([.. eigenvalues], weights)], eigenvalues.Count, 0) { IsExact = true };
    }

    /// <summary>One rule for each probe; the weights of a rule sum to ‖z‖², which is the dimension for probes of signs.</summary>
    public IReadOnlyList<QuadratureRule> Rules { get; }

    /// <summary>The dimension of the operator.</summary>
    public int Dimension { get; }

    /// <summary>How many products were made.</summary>
    public int Products { get; }

    /// <summary>The smallest Ritz value of any probe.</summary>
    public double Smallest => Rules.Min(rule => rule.Nodes[0]);

    /// <summary>The largest Ritz value of any probe.</summary>
    public double Largest => Rules.Max(rule => rule.Nodes[^1]);

    /// <summary>tr f(A): the mean over probes of Σ_i w_i·f(θ_i), θ ascending. f must be finite wherever A has eigenvalues.</summary>
    /// <remarks>The error is that of the probes alone; if f is not smooth on the spectrum, compare two numbers of steps for the bias.</remarks>
    public TraceEstimate Trace(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        TraceEstimate trace = TraceEstimate.From([.. Rules.Select(rule => Sum(rule, function))], Products);
        return IsExact ? trace with { Error = 0 } : trace;
    }

    /// <summary>ln det(A + shift·I) = tr ln(A + shift·I); never clipped.</summary>
    public LogDeterminantEstimate LogDeterminant(double shift = 0)
    {
        int bad = Rules.Sum(rule => rule.Nodes.Count(node => !(node + shift > 0)));
        TraceEstimate trace = bad > 0
            ? new TraceEstimate(double.NaN, double.NaN, Rules.Count, Products)
            : Trace(node => Elementary.Log(node + shift));
        return new LogDeterminantEstimate(trace.Value, trace.Error, bad, Smallest + shift, Rules.Count, Products);
    }

    /// <summary>
    /// The density of the spectrum, (1/n)·Σ_i w_i·N(t; θ_i, σ²) averaged over probes, on a grid that reaches 4σ beyond the Ritz values.
    /// </summary>
    /// <param name="points">How many places, at least 2.</param>
    /// <param name="width">σ; 0 for a hundredth of the range of the Ritz values.</param>
    /// <exception cref="InputException">Too few points, or a width that is negative or not finite.</exception>
    public SpectralDensity Density(int points = 500, double width = 0)
    {
        if (points < 2 || !(width >= 0) || !double.IsFinite(width))
            throw new InputException("Spectral density", "at least 2 points and a width of 0 or more", $"{points} points, width {width:R}", "Width 0 chooses a hundredth of the range.");
        double low = Smallest, high = Largest;
        if (width == 0) width = DefaultWidth(low, high);
        double[] grid = new double[points], density = new double[points], error = new double[points];
        double step = (high - low + (2 * Margin * width)) / (points - 1);
        for (int i = 0; i < points; i++)
        {
            double place = grid[i] = double.FusedMultiplyAdd(i, step, low - (Margin * width));
            RunningMoments moments = new();
            foreach (QuadratureRule rule in Rules) moments.Add(Sum(rule, node => Bell((place - node) / width)) / (Dimension * width));
            (density[i], error[i]) = (moments.Mean, IsExact ? 0 : moments.StandardError);
        }

        return new SpectralDensity(grid, density, error, width, Rules.Count, Products);
    }

    /// <summary>A spectrum of one value has no range: its size is taken, or 1.</summary>
    private static double DefaultWidth(double low, double high)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high)), range = high - low;
        if (range > 1e-12 * size) return range / 100;
        return (size == 0 ? 1 : size) / 100;
    }

    private static double Bell(double x) => Elementary.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);

    private static double Sum(QuadratureRule rule, Func<double, double> function)
    {
        double sum = 0;
        for (int i = 0; i < rule.Nodes.Length; i++) sum = double.FusedMultiplyAdd(rule.Weights[i], function(rule.Nodes[i]), sum);
        return sum;
    }
}
