using Occam.Data.Datasets;
using Occam.Kernels.Matrices;
using Occam.Kernels.Regression;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.MinimumNorm;

/// <summary>X·w = Y for every class, in double precision; weights are [classes, dimension].</summary>
internal sealed class DescentProblem
{
    private readonly KernelInputs _inputs;
    private readonly double[] _x, _targets;

    public DescentProblem(KernelInputs inputs, double[] targets, int classes)
    {
        (_inputs, _targets, Classes) = (inputs, targets, classes);
        _x = new double[inputs.Values.Length];
        VectorOperations.Widen(inputs.Values, _x);
        double[] squares = [.. Enumerable.Range(0, inputs.Count).Select(i => Reductions.SumOfSquares<double>(Row(i)))];
        (LargestSquare, SumOfSquares) = (squares.Max(), squares.Sum());
    }

    public int Classes { get; }

    public int Count => _inputs.Count;

    public int Length => Classes * _inputs.Dimension;

    /// <summary>max‖x‖²: steps of its inverse are stable for one example at a time.</summary>
    public double LargestSquare { get; }

    /// <summary>Σ‖x‖², at least the largest eigenvalue of XᵀX: steps of its inverse are stable for all at once.</summary>
    public double SumOfSquares { get; }

    public ReadOnlySpan<double> Row(int example) => _x.AsSpan(example * _inputs.Dimension, _inputs.Dimension);

    public double Target(int example, int label) => _targets[(example * Classes) + label];

    /// <summary>
    /// The solution nearest to a start, w₀ + Xᵀ(XXᵀ)⁻¹(Y − Xw₀): what descent from there converges to. From zero it is the one of the smallest norm.
    /// </summary>
    /// <exception cref="NumericalException">The images are linearly dependent.</exception>
    public double[] Solution(Workers workers, double[] start)
    {
        double[] targets = (double[])_targets.Clone(), solution = (double[])start.Clone();
        int d = _inputs.Dimension;
        for (int at = 0; at < targets.Length; at++) targets[at] -= Reductions.Dot<double>(Row(at / Classes), start.AsSpan(at % Classes * d, d));
        KernelFit fit = KernelRegression.Fit(workers, new RegressionRequest(new LinearKernel(), _inputs, targets, Classes) { Precision = RegressionPrecision.Double, Tolerance = 1e-13 });
        for (int at = 0; at < targets.Length; at++) VectorOperations.AddScaled(fit.Coefficients[at], Row(at / Classes), solution.AsSpan(at % Classes * d, d));
        return solution;
    }

    /// <summary>‖Y − Xw‖/‖Y‖.</summary>
    public double Residual(double[] weights)
    {
        double sum = 0, scale = 0;
        int d = _inputs.Dimension;
        for (int at = 0; at < _targets.Length; at++)
        {
            double left = _targets[at] - Reductions.Dot<double>(Row(at / Classes), weights.AsSpan(at % Classes * d, d));
            (sum, scale) = (sum + (left * left), scale + (_targets[at] * _targets[at]));
        }

        return Math.Sqrt(sum / scale);
    }

    /// <summary>The error of these weights on a set.</summary>
    public double Error(double[] weights, Dataset set)
    {
        double[] outputs = new double[set.Count * Classes], image = new double[_inputs.Dimension];
        for (int i = 0; i < set.Count; i++)
        {
            VectorOperations.Widen(set.Image(i), image);
            for (int c = 0; c < Classes; c++) outputs[(i * Classes) + c] = Reductions.Dot<double>(image, weights.AsSpan(c * image.Length, image.Length));
        }

        return ChosenImages.Error(ChosenImages.Predicted(outputs, Classes), set.Labels);
    }

    public static double Distance(double[] a, double[] b)
    {
        double[] difference = new double[a.Length];
        VectorOperations.Subtract<double>(a, b, difference);
        return Math.Sqrt(Reductions.SumOfSquares<double>(difference));
    }
}
