using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Trials;
using Occam.Measures.Curvature;
using Occam.Measures.Norms;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Training;

namespace Occam.Experiments.Capacity;

/// <summary>A network with one output, whose sign is the answer, in training inside of a computation.</summary>
internal sealed class SignTraining : IDisposable
{
    private readonly ComputationSite _site;
    private readonly NetworkPasses<float> _training, _measuring;
    private readonly Trainer<float> _trainer;
    private readonly Seed _seed;
    private readonly long _steps;

    /// <summary>Weights and order come from the seed alone.</summary>
    public SignTraining(ComputationSite site, NetworkChoice choice, TrainingSettings settings, Dataset data, ILoss<float> loss, Seed seed)
    {
        TrainingSettings own = Settings(choice, settings, data.Count);
        Network<float> network = Build(site.Laboratory, choice);
        (_site, _seed, _steps) = (site, seed, own.Steps);
        _training = new NetworkPasses<float>(network, site.Workers, own.BatchSize);
        _measuring = new NetworkPasses<float>(network, site.Workers, site.Laboratory.Chunk);
        _trainer = choice.Network.Start(_training, loss, data, own, seed);
        Initial = [.. _trainer.Theta];
    }

    /// <summary>The network.</summary>
    public Network<float> Network => _trainer.Network;

    /// <summary>θ₀.</summary>
    public float[] Initial { get; }

    /// <summary>θ.</summary>
    public float[] Theta => _trainer.Theta;

    /// <summary>How many steps have been taken.</summary>
    public long StepsTaken => _trainer.StepsTaken;

    /// <summary>The network of a choice, with one output.</summary>
    public static Network<float> Build(LaboratoryPlan laboratory, NetworkChoice choice) =>
        choice.Network.Build<float>(laboratory.Input, 1);

    /// <summary>The settings with the learning rate of a choice, and with batches that are not larger than the set.</summary>
    public static TrainingSettings Settings(NetworkChoice choice, TrainingSettings settings, int examples) => settings with
    {
        BatchSize = Math.Min(settings.BatchSize, examples),
        Optimizer = settings.Optimizer with { LearningRate = choice.LearningRate },
    };

    /// <summary>Trains up to a step.</summary>
    public void Advance(long target)
    {
        while (_trainer.StepsTaken < target)
        {
            _trainer.TakeStep();
            _site.Report(_trainer.StepsTaken, _steps);
        }
    }

    /// <summary>y f(x) of every example.</summary>
    public double[] Margins(Dataset data) =>
        OutputMargin.Margins(new PointSite<float>(_measuring, new Logistic<float>(), data, _trainer.Theta, _trainer.State, _seed));

    public void Dispose()
    {
        _training.Dispose();
        _measuring.Dispose();
    }
}
