using System.Globalization;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Networks.Interpolation;
using Occam.Networks.Losses;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Training;

namespace Occam.Experiments.Expressivity;

/// <summary>
/// Training by gradients from random weights with about as many parameters as the closed form has: a perceptron with one hidden layer and an
/// output a class, or the network of the theorem itself with one output, the number of the class.
/// </summary>
internal sealed class SameSizeTraining(ComputationSite site, TrainingSettings settings, string kind)
{
    /// <summary>The training of one network as a computation; "right" has 1 for every test example that is answered rightly.</summary>
    public static Computation Computation(TrainingSettings settings, string kind, string labels, int size) => new(
        ExpressivityNames.Training(kind, labels, size), [ExpressivityNames.Values, ExpressivityNames.Right],
        site => new SameSizeTraining(site, settings, kind).Compute(ExpressivityData.Of(site.Laboratory, labels, size)));

    /// <summary>Hidden units of the perceptron whose h(d + 1) + K(h + 1) parameters are nearest to 2n + d.</summary>
    public static int Width(int size, int values, int classes) =>
        Math.Max(1, (int)Math.Round(((2.0 * size) + values - classes) / (values + 1 + classes), MidpointRounding.AwayFromZero));

    /// <summary>The network of that kind, without parameters.</summary>
    public static Network<float> Network(LaboratoryPlan laboratory, string kind, int size)
    {
        if (kind == ExpressivityNames.Hinges) return HingeNetwork.Build<float>(laboratory.Input, size, 1);
        string name = string.Create(CultureInfo.InvariantCulture, $"mlp:{Width(size, laboratory.Input.Size, laboratory.Data.ClassCount)}");
        return laboratory.Named(name).Build<float>(laboratory.Input, laboratory.Data.ClassCount);
    }

    private NamedArray[] Compute(Dataset data)
    {
        Dataset test = site.Laboratory.Data.Test!;
        Network<float> network = Network(site.Laboratory, kind, data.Count);
        ILoss<float> loss = kind == ExpressivityNames.Hinges ? new SquaredError<float>() : new SoftmaxCrossEntropy<float>();
        TrainingSettings own = settings with { BatchSize = Math.Min(settings.BatchSize, data.Count) };
        int chunk = Math.Min(site.Laboratory.Chunk, data.Count);
        using NetworkPasses<float> training = new(network, site.Workers, own.BatchSize), measuring = new(network, site.Workers, chunk);
        Seed seed = site.Laboratory.Seed.Derive("training");
        Trainer<float> trainer = new(training, loss, data, own, seed, Initial(network, seed));
        double[] right = new double[test.Count];
        int width = kind == ExpressivityNames.Hinges ? data.Count : Width(data.Count, site.Laboratory.Input.Size, data.ClassCount);
        TrainedValues values = new(width, network.ParameterCount, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        if (Train(trainer, own))
        {
            Dictionary<string, Metric> metrics = new Observer<float>(measuring, loss, data, new MeasurementPlan(new MeanLoss(), new MCoherence())).Observe(trainer.Theta, trainer.State).ToDictionary(m => m.Name);
            right = Right(measuring, trainer, test);
            values = values with
            {
                TrainAccuracy = Right(measuring, trainer, data).Average(),
                TrainLoss = metrics[MeanLoss.Loss].Value,
                TestAccuracy = right.Average(),
                Coherence = metrics[MCoherence.Name].Value,
                CoherenceError = metrics[MCoherence.Name].Error ?? double.NaN,
            };
        }

        return [new NamedArray(ExpressivityNames.Values, values.ToArray()), new NamedArray(ExpressivityNames.Right, right)];
    }

    /// <summary>Thresholds that all begin at zero would be one hinge: they are drawn normal with variance 1, as wide as the line of the first weights.</summary>
    private float[] Initial(Network<float> network, Seed seed)
    {
        float[] theta = site.Laboratory.Others.Initial(network, seed);
        NamedBlock? thresholds = network.Blocks.FirstOrDefault(b => b.Name.StartsWith(HingeNetwork.Thresholds, StringComparison.Ordinal));
        if (thresholds is not null) seed.Derive(HingeNetwork.Thresholds).Normals<float>(thresholds.Of(theta.AsSpan()), 0, 1);
        return theta;
    }

    /// <summary>False where the loss left the finite numbers.</summary>
    private bool Train(Trainer<float> trainer, TrainingSettings own)
    {
        try
        {
            while (trainer.StepsTaken < own.Steps)
            {
                trainer.TakeStep();
                site.Report(trainer.StepsTaken, own.Steps);
            }

            return true;
        }
        catch (NumericalException)
        {
            return false;
        }
    }

    private static double[] Right(NetworkPasses<float> passes, Trainer<float> trainer, Dataset data)
    {
        int width = passes.Network.Output.Size;
        double[] outputs = new double[data.Count * width];
        int[] labels = new int[passes.Capacity];
        for (int first = 0; first < data.Count; first += passes.Capacity)
        {
            Span<int> own = labels.AsSpan(0, Math.Min(passes.Capacity, data.Count - first));
            BatchCopy.Fill(data, first, passes.Begin(own.Length), own);
            ReadOnlySpan<float> rows = passes.Forward(trainer.Theta, trainer.State, Networks.Layers.PassContext.Frozen);
            for (int i = 0; i < rows.Length; i++) outputs[(first * width) + i] = rows[i];
        }

        return Constructions.Right(outputs, data);
    }
}
