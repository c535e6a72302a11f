using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Measures.Coherence;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Networks.Interpolation;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Experiments.Expressivity;

/// <summary>The networks in closed form, one computation each.</summary>
internal static class Constructions
{
    private const int PassValues = 1 << 21;

    /// <summary>κ₁ of every draw, and its smallest eigenvalue over the length of the line, for both places of the thresholds.</summary>
    public static Computation Lines(ExpressivityPlan plan, int size) => new(
        ExpressivityNames.Lines(size), [.. ExpressivityNames.Thresholds.SelectMany(t => (string[])[t, Smallest(t)])], site =>
        {
            Dataset data = ExpressivityData.Of(site.Laboratory, ExpressivityNames.True, size);
            List<NamedArray> results = [];
            foreach (string thresholds in ExpressivityNames.Thresholds)
            {
                HingeProjection projection = Choose(site, plan, data, thresholds);
                results.Add(new NamedArray(thresholds, [.. projection.Conditions]));
                results.Add(new NamedArray(Smallest(thresholds), [.. projection.SmallestEigenvalues]));
            }

            return results;
        });

    public static string Smallest(string thresholds) => $"{thresholds}-smallest";

    /// <summary>
    /// One output, the number of the class: 2n + d parameters. Beside it, for the picture, the values of the function where it bends, in the order
    /// of the line: "line" has the places and "heights" the values.
    /// </summary>
    public static Computation Number(ExpressivityPlan plan, string thresholds, string labels, int size) => new(
        ExpressivityNames.Number(thresholds, labels, size),
        [ExpressivityNames.Theta, ExpressivityNames.Values, ExpressivityNames.Right, ExpressivityNames.Line, ExpressivityNames.Heights], site =>
        {
            Dataset data = ExpressivityData.Of(site.Laboratory, labels, size), test = site.Laboratory.Data.Test!;
            double[] targets = ExpressivityData.Numbers(data);
            InterpolatingNetwork network = Choose(site, plan, data, thresholds).Interpolate(targets, 1);
            InterpolationFit fit = network.Fit(new DatasetExamples<double>(data, site.Cancellation), targets, site.Workers);
            double[] right = Right(network.Outputs(new DatasetExamples<double>(test, site.Cancellation), site.Workers), test);
            ConstructedValues values = Values(network, fit) with { TrainAccuracy = Right(fit.Outputs, data).Average(), TestAccuracy = right.Average() };
            (double[] line, double[] heights) = Bends(network);
            return
            [
                new NamedArray(ExpressivityNames.Theta, network.Theta), new NamedArray(ExpressivityNames.Values, values.ToArray()), new NamedArray(ExpressivityNames.Right, right),
                new NamedArray(ExpressivityNames.Line, line), new NamedArray(ExpressivityNames.Heights, heights),
            ];
        });

    /// <summary>One output a class: n + d + nK parameters, measured as a classifier.</summary>
    public static Computation Classes(ExpressivityPlan plan, string labels, int size) => new(
        ExpressivityNames.Classes(labels, size), [ExpressivityNames.Theta, ExpressivityNames.Values, ExpressivityNames.Right], site =>
        {
            Dataset data = ExpressivityData.Of(site.Laboratory, labels, size), test = site.Laboratory.Data.Test!;
            double[] targets = ExpressivityData.OneHot(data);
            InterpolatingNetwork network = Choose(site, plan, data, plan.Thresholds).Interpolate(targets, data.ClassCount);
            InterpolationFit fit = network.Fit(new DatasetExamples<double>(data, site.Cancellation), targets, site.Workers);
            double[] right = Right(network.Outputs(new DatasetExamples<double>(test, site.Cancellation), site.Workers), test);
            Metric coherence = Coherence(site, network, data);
            ConstructedValues values = Values(network, fit) with
            {
                TrainAccuracy = Right(fit.Outputs, data).Average(),
                TestAccuracy = right.Average(),
                Coherence = coherence.Value,
                CoherenceError = coherence.Error ?? double.NaN,
            };
            return [new NamedArray(ExpressivityNames.Theta, network.Theta), new NamedArray(ExpressivityNames.Values, values.ToArray()), new NamedArray(ExpressivityNames.Right, right)];
        });

    /// <summary>1 for every example that is answered rightly: by the nearest number, or by the largest output.</summary>
    internal static double[] Right(ReadOnlySpan<double> outputs, Dataset data)
    {
        int width = outputs.Length / data.Count;
        int[] answers = new int[data.Count];
        if (width > 1) Accuracy.Predict(outputs, width, answers);
        else for (int i = 0; i < answers.Length; i++) answers[i] = ExpressivityData.Nearest(outputs[i], data.ClassCount);
        return [.. answers.Select((answer, i) => answer == data.Labels[i] ? 1.0 : 0.0)];
    }

    private static HingeProjection Choose(ComputationSite site, ExpressivityPlan plan, Dataset data, string thresholds) => HingeProjection.Choose(
        new DatasetExamples<double>(data, site.Cancellation), site.Laboratory.Input, new InterpolationSettings(plan.Draws, ExpressivityNames.Fraction(thresholds)),
        site.Laboratory.Seed.Derive("expressivity"), site.Workers, draw => site.Report(draw, plan.Draws));

    private static ConstructedValues Values(InterpolatingNetwork network, InterpolationFit fit)
    {
        HingeProjection projection = network.Projection;
        return new ConstructedValues(
            projection.System.Count, network.Network.ParameterCount, projection.Draw, projection.System.SmallestEigenvalue, projection.System.Condition, network.LargestWeight,
            fit.LargestResidual, fit.BackwardError, double.NaN, double.NaN, double.NaN, double.NaN);
    }

    /// <summary>Of cross-entropy, whose gradients do not vanish where the outputs are the labels.</summary>
    private static Metric Coherence(ComputationSite site, InterpolatingNetwork network, Dataset data)
    {
        using NetworkPasses<double> passes = new(network.Network, site.Workers, Math.Clamp(PassValues / network.Projection.System.Count, 1, Math.Min(site.Laboratory.Chunk, data.Count)));
        Observer<double> observer = new(passes, new SoftmaxCrossEntropy<double>(), data, new MeasurementPlan(new MCoherence()));
        return observer.Observe(network.Theta, []).First(m => m.Name == MCoherence.Name);
    }

    /// <summary>The piecewise linear function of the line, at its points and thresholds.</summary>
    private static (double[] Line, double[] Heights) Bends(InterpolatingNetwork network)
    {
        ReadOnlySpan<double> thresholds = network.Projection.System.Thresholds, weights = network.Network.Blocks[^1].Of<double>(network.Theta.AsSpan());
        double[] line = [.. network.Projection.System.Points.ToArray().Concat(thresholds.ToArray()).Distinct().Order()], heights = new double[line.Length];
        double slope = 0, height = 0;
        for (int i = 0, j = 0; i < line.Length; i++)
        {
            if (i > 0) height += slope * (line[i] - line[i - 1]);
            heights[i] = height;
            while (j < thresholds.Length && thresholds[j] <= line[i]) slope += weights[j++];
        }

        return (line, heights);
    }
}
