using Occam.Experiments.Regret;
using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Evidence;

/// <summary>
/// Newton's method for logistic regression with a penalty on the weights and none on the bias, in double. It works with the weights, and not with the
/// examples' products as <see cref="LogisticRegression"/> does: the evidence needs the Hessian of the weights anyway, there are as many examples
/// as weights, and with a penalty near 0 coefficients of examples are as large as 1/λ and cancel.
/// </summary>
internal sealed class PenalizedLogistic(Workers workers, LogisticFeatures examples, double penalty)
{
    private const int MostSteps = 500;

    /// <summary>Nats; rounding of C itself leaves about 1e-13.</summary>
    private const double LargestGain = 1e-12, ToleratedGain = 1e-6;

    private readonly double[] _hessian = new double[examples.Width * examples.Width], _scaled = new double[examples.Values.Length];

    /// <summary>The minimum, from a start.</summary>
    /// <exception cref="NumericalException">It was not reached.</exception>
    public LogisticMinimum Minimize(double[] start)
    {
        double[] parameters = [.. start];
        double gain = double.NaN;
        for (int step = 0; step < MostSteps; step++)
        {
            double[] outputs = Outputs(examples, parameters), gradient = Gradient(outputs, parameters), direction = [.. gradient];
            double value = Value(outputs, parameters);
            FactorHessian(outputs);
            Cholesky.Solve<double>(workers, _hessian, examples.Width, direction, 1);
            gain = Reductions.Dot<double>(gradient, direction) / 2;
            bool done = gain <= LargestGain || !Descend(parameters, direction, value, gain);
            if (done && gain <= ToleratedGain)
                return new LogisticMinimum(parameters, value, Cholesky.LogDeterminant<double>(_hessian, examples.Width), Math.Sqrt(Reductions.SumOfSquares<double>(gradient)), gain);
            if (done) break;
        }

        throw new NumericalException("Logistic regression", $"at most {ToleratedGain:R} nats left to gain", $"{gain:R} at λ = {penalty:R}", "Use a larger smallest λ.");
    }

    /// <summary>f_i = ⟨w, x_i⟩ + b.</summary>
    public static double[] Outputs(LogisticFeatures of, double[] parameters) => LogisticRegression.Product(of.Values, parameters, of.Count);

    /// <summary>ln(1 + exp(−y_i f_i)) of every example.</summary>
    public static double[] Losses(LogisticFeatures of, double[] outputs) => [.. outputs.Select((f, i) => LogisticRegression.Loss(of.Signs[i], f))];

    /// <summary>The fraction of examples on the right side; an output of 0 is on none.</summary>
    public static double Accuracy(LogisticFeatures of, double[] outputs) => outputs.Where((f, i) => f * of.Signs[i] > 0).Count() / (double)of.Count;

    private double Value(double[] outputs, double[] parameters) =>
        Reductions.Sum<double>(Losses(examples, outputs)) + (penalty / 2 * Reductions.SumOfSquares<double>(parameters.AsSpan(0, examples.Width - 1)));

    private double[] Gradient(double[] outputs, double[] parameters)
    {
        double[] gradient = new double[examples.Width];
        for (int i = 0; i < outputs.Length; i++) VectorOperations.AddScaled(LogisticRegression.Slope(examples.Signs[i], outputs[i]), Row(i), gradient);
        for (int p = 0; p < gradient.Length - 1; p++) gradient[p] += penalty * parameters[p];
        return gradient;
    }

    /// <summary>Xᵀ diag(p(1 − p)) X + λI, with 0 in place of λ at the bias, as its Cholesky factor.</summary>
    private void FactorHessian(double[] outputs)
    {
        int width = examples.Width;
        for (int i = 0; i < outputs.Length; i++)
        {
            Span<double> row = _scaled.AsSpan(i * width, width);
            Row(i).CopyTo(row);
            VectorOperations.Scale(Math.Sqrt(Elementary.Sigmoid(outputs[i]) * Elementary.Sigmoid(-outputs[i])), row);
        }

        MatrixView<double> scaled = new(_scaled, examples.Count, width);
        Gemm.Multiply(workers, scaled.Transposed, scaled, _hessian);
        for (int p = 0; p < width - 1; p++) _hessian[(p * width) + p] += penalty;
        Cholesky.Factor<double>(workers, _hessian, width);
    }

    /// <summary>A step, halved until C falls by a part of what was expected; false where rounding leaves nothing to fall.</summary>
    private bool Descend(double[] parameters, double[] direction, double value, double gain)
    {
        for (double length = 1; length > 1e-6; length /= 2)
        {
            double[] next = [.. parameters.Zip(direction, (x, d) => x - (length * d))];
            if (!(Value(Outputs(examples, next), next) <= value - (0.1 * length * gain))) continue;
            next.CopyTo(parameters, 0);
            return true;
        }

        return false;
    }

    private ReadOnlySpan<double> Row(int i) => examples.Values.AsSpan(i * examples.Width, examples.Width);
}
