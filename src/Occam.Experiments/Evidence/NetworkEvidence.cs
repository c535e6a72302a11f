using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Networks.Architectures;
using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Dense;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Evidence;

/// <summary>
/// The evidence of a small network with tanh by Laplace's approximation at one λ, with all eigenvalues. The prior N(0, 1/λ) is on every parameter,
/// biases too. Exchanging hidden units or their signs gives 2^h·h! minima alike; only one of them is counted.
/// </summary>
internal sealed class NetworkEvidence(ComputationSite site, EvidenceData data, string model, double lambda, Seed seed)
{
    /// <summary>The computation for one set of labels and one λ.</summary>
    public static Computation Computation(int labels, double lambda, string model, Seed seed, Func<EvidenceData> prepare) => new(
        EvidenceNames.Network(labels, lambda), [EvidenceNames.Values],
        site => [new NamedArray(EvidenceNames.Values, new NetworkEvidence(site, prepare(), model, lambda, seed).Compute().ToArray())]);

    /// <summary>The network.</summary>
    public static Network<double> Build(string model, ImageShape shape) =>
        ModelZoo.Create<double>(model, new Shape(shape.Channels, shape.Height, shape.Width), 1, new ModelOptions(Activation: "tanh", Normalization: "none"));

    private NetworkValues Compute()
    {
        using NetworkPasses<double> passes = new(Build(model, data.Train.Shape), site.Workers, data.Train.Count);
        NetworkMinimum minimum = new(passes, data.Train, lambda, site.Report);
        NetworkPoint<double> point = minimum.From(ParameterInitializer.Fill(passes.Network, seed, InitializationScheme.Glorot));
        double[] hessian = DenseCurvature.Of(new Hessian<double>(point)), gaussNewton = DenseCurvature.Of(new GaussNewton<double>(point)), gradient = minimum.Gradient(point);
        LaplacePoint laplace = new(data.Train.Count, point.MeanLoss, Reductions.SumOfSquares<double>(point.Theta));
        EvidenceEstimate whole = At(laplace, hessian, false), positive = At(laplace, gaussNewton, true);
        (double accuracy, _) = Answers(passes, point.Theta, data.Train);
        (double testAccuracy, double testLoss) = Answers(passes, point.Theta, data.Test);
        return new NetworkValues(
            -LaplaceEvidence.OverNull(positive.LogEvidence, data.Train.Count, 2), -LaplaceEvidence.OverNull(whole.LogEvidence, data.Train.Count, 2), minimum.Value(point),
            Math.Sqrt(Reductions.SumOfSquares<double>(gradient)), Gain(gaussNewton, gradient), accuracy, testAccuracy, testLoss, whole.NonPositive);
    }

    private EvidenceEstimate At(LaplacePoint point, double[] curvature, bool semidefinite)
    {
        int n = (int)Math.Sqrt(curvature.Length);
        return LaplaceEvidence.At(point, SpectralQuadrature.OfEigenvalues(SymmetricEigen.Values(site.Workers, curvature, n)), lambda, semidefinite);
    }

    /// <summary>½ ∇Cᵀ(n·G + λI)⁻¹∇C.</summary>
    private double Gain(double[] gaussNewton, double[] gradient)
    {
        int n = gradient.Length;
        double[] matrix = [.. gaussNewton.Select(v => v * data.Train.Count)], solution = [.. gradient];
        for (int p = 0; p < n; p++) matrix[(p * n) + p] += lambda;
        Cholesky.Factor<double>(site.Workers, matrix, n);
        Cholesky.Solve<double>(site.Workers, matrix, n, solution, 1);
        return Reductions.Dot<double>(gradient, solution) / 2;
    }

    private static (double Accuracy, double Loss) Answers(NetworkPasses<double> passes, double[] theta, Dataset set)
    {
        Logistic<double> loss = new();
        DatasetExamples<double> examples = new(set);
        int[] labels = new int[passes.Capacity];
        double[] losses = new double[set.Count];
        int right = 0;
        for (int first = 0; first < set.Count; first += passes.Capacity)
        {
            Span<int> chunk = labels.AsSpan(0, Math.Min(passes.Capacity, set.Count - first));
            examples.Fill(first, passes.Begin(chunk.Length), chunk);
            ReadOnlySpan<double> outputs = passes.Forward(theta, [], PassContext.Frozen);
            loss.Values(outputs, chunk, 1, losses.AsSpan(first, chunk.Length));
            for (int i = 0; i < chunk.Length; i++) right += (outputs[i] > 0) == (chunk[i] == 1) ? 1 : 0;
        }

        return (right / (double)set.Count, losses.Average());
    }
}
