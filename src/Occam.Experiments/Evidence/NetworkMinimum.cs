using Occam.Data.Datasets;
using Occam.Measures.Curvature;
using Occam.Networks.Curvature;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Dense;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Evidence;

/// <summary>
/// A minimum of C(θ) = n·L(θ) + λ‖θ‖²/2 of a small network, in double: Newton's method with the Hessian's eigenvalues taken by their size and a
/// damping that follows success (Dauphin et al. 2014; Levenberg, Marquardt). It goes down at every step, so it ends in a minimum and not at a saddle.
/// </summary>
internal sealed class NetworkMinimum(NetworkPasses<double> passes, Dataset data, double penalty, Action<long, long> report)
{
    private const int MostSteps = 300;
    private const double SmallestGain = 1e-9, MostDamping = 1e12;

    /// <summary>Goes down from a start until about 1e-9 nats are left, or the steps are used up.</summary>
    public NetworkPoint<double> From(double[] start)
    {
        NetworkPoint<double> point = At(start);
        double damping = 1;
        for (int step = 0; step < MostSteps && damping < MostDamping; step++)
        {
            report(step, MostSteps);
            double[] gradient = Gradient(point);
            (double[] values, double[] vectors) = SymmetricEigen.Decompose(passes.Workers, DenseCurvature.Of(new Hessian<double>(point)), gradient.Length);
            double[] coordinates = Product(vectors, gradient);
            double[] curvature = [.. values.Select(v => Math.Abs((data.Count * v) + penalty))];
            if (coordinates.Zip(curvature, (c, v) => c * c / v).Sum() / 2 < SmallestGain) break;
            point = Descend(point, coordinates, curvature, vectors, ref damping);
        }

        return point;
    }

    /// <summary>C.</summary>
    public double Value(NetworkPoint<double> point) => (data.Count * point.MeanLoss) + (penalty / 2 * Reductions.SumOfSquares<double>(point.Theta));

    /// <summary>∇C.</summary>
    public double[] Gradient(NetworkPoint<double> point) => [.. point.Gradient.Zip(point.Theta, (g, t) => (data.Count * g) + (penalty * t))];

    /// <summary>Rows of a square matrix times a vector.</summary>
    public static double[] Product(double[] rows, double[] vector) => Regret.LogisticRegression.Product(rows, vector, vector.Length);

    private NetworkPoint<double> Descend(NetworkPoint<double> point, double[] coordinates, double[] curvature, double[] vectors, ref double damping)
    {
        while (damping < MostDamping)
        {
            double[] theta = [.. point.Theta];
            for (int i = 0; i < coordinates.Length; i++)
                VectorOperations.AddScaled(-coordinates[i] / (curvature[i] + damping), vectors.AsSpan(i * theta.Length, theta.Length), theta);
            NetworkPoint<double> next = At(theta);
            if (Value(next) < Value(point))
            {
                damping /= 4;
                return next;
            }

            damping *= 8;
        }

        return point;
    }

    private NetworkPoint<double> At(double[] theta) => new(passes, new Logistic<double>(), new DatasetExamples<double>(data), theta, []);
}
