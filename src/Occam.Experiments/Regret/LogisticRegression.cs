using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Regret;

/// <summary>
/// Logistic regression f(θ) = (1/n) Σ_i ln(1 + exp(−y_i ⟨θ, x_i⟩)) + (λ/2)‖θ‖² with λ above 0, so that there is one minimum. It lies in the
/// span of the examples, θ = Σ_i a_i x_i, so Newton's method needs only their products K: n unknowns however many inputs there are. All in double.
/// </summary>
internal static class LogisticRegression
{
    private const int MostSteps = 200;

    /// <summary>The smallest gradient that is asked for; rounding of products in double leaves about 1e-16.</summary>
    private const double Tolerance = 1e-11;

    /// <summary>The minimum, by Newton's method with halved steps.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="gram">K [n, n]: ⟨x_i, x_j⟩.</param>
    /// <param name="signs">y: 1 or −1.</param>
    /// <param name="penalty">λ.</param>
    /// <exception cref="NumericalException">The gradient does not become small.</exception>
    public static LogisticFit Minimize(Workers workers, double[] gram, double[] signs, double penalty)
    {
        int n = signs.Length;
        double[] a = new double[n];
        double norm = double.NaN;
        for (int step = 0; step < MostSteps; step++)
        {
            double[] outputs = Product(gram, a, n), residual = Residual(outputs, signs, a, penalty), image = Product(gram, residual, n);
            norm = Math.Sqrt(Math.Max(0, Reductions.Dot<double>(residual, image)));
            double value = Objective(outputs, signs, a, penalty);
            if (norm <= Tolerance) return new LogisticFit(a, value, norm);
            double[] direction = Direction(workers, gram, outputs, residual, image, penalty);
            if (!Descend(gram, signs, penalty, a, direction, value, norm)) break;
        }

        throw new NumericalException("Logistic regression", $"a gradient of at most {Tolerance:R}", $"{norm:R}", "Use a larger l2.");
    }

    /// <summary>ln(1 + exp(−y f)), the loss of one example.</summary>
    public static double Loss(double sign, double output) => Elementary.Softplus(-sign * output);

    /// <summary>The derivative of the loss by the output: −y/(1 + exp(y f)).</summary>
    public static double Slope(double sign, double output) => -sign * Elementary.Sigmoid(-sign * output);

    /// <summary>matrix · vector for a row-major [rows, vector.Length].</summary>
    public static double[] Product(double[] matrix, double[] vector, int rows)
    {
        int n = vector.Length;
        double[] product = new double[rows];
        for (int i = 0; i < rows; i++) product[i] = Reductions.Dot<double>(matrix.AsSpan(i * n, n), vector);
        return product;
    }

    private static double Objective(double[] outputs, double[] signs, double[] a, double penalty)
    {
        double loss = 0;
        for (int i = 0; i < signs.Length; i++) loss += Loss(signs[i], outputs[i]);
        return (loss / signs.Length) + (penalty / 2 * Reductions.Dot<double>(a, outputs));
    }

    /// <summary>r with ∇f = Σ_i r_i x_i.</summary>
    private static double[] Residual(double[] outputs, double[] signs, double[] a, double penalty) =>
        [.. outputs.Select((f, i) => (Slope(signs[i], f) / outputs.Length) + (penalty * a[i]))];

    /// <summary>−(W K + λI)⁻¹ r = −(r − S (λI + S K S)⁻¹ S K r)/λ with W = S² the second derivatives: symmetric positive definite inside.</summary>
    private static double[] Direction(Workers workers, double[] gram, double[] outputs, double[] residual, double[] image, double penalty)
    {
        int n = residual.Length;
        double[] roots = new double[n], matrix = new double[n * n], right = new double[n];
        for (int i = 0; i < n; i++)
        {
            roots[i] = Math.Sqrt(Elementary.Sigmoid(outputs[i]) * Elementary.Sigmoid(-outputs[i]) / n);
            right[i] = roots[i] * image[i];
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) matrix[(i * n) + j] = roots[i] * gram[(i * n) + j] * roots[j];
            matrix[(i * n) + i] += penalty;
        }

        Cholesky.Factor<double>(workers, matrix, n);
        Cholesky.Solve<double>(workers, matrix, n, right, 1);
        return [.. residual.Select((r, i) => -(r - (roots[i] * right[i])) / penalty)];
    }

    /// <summary>
    /// Moves a along the direction, halving until the objective falls; near the minimum, where the fall is below rounding, a whole step.
    /// </summary>
    private static bool Descend(double[] gram, double[] signs, double penalty, double[] a, double[] direction, double value, double norm)
    {
        const double converging = 1e-6;
        for (double length = 1; length > 1e-10; length /= 2)
        {
            double[] next = [.. a.Select((x, i) => x + (length * direction[i]))];
            double[] outputs = Product(gram, next, next.Length);
            if (norm > converging && !(Objective(outputs, signs, next, penalty) < value)) continue;
            next.CopyTo(a, 0);
            return true;
        }

        return false;
    }
}
