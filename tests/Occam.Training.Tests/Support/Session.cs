using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Training.Tests.Support;

/// <summary>A training in single precision with the threads and memory that it needs.</summary>
internal sealed class Session : IDisposable
{
    private readonly Workers _workers;
    private readonly NetworkPasses<float> _passes;

    public Session(string network, TrainingSettings settings, int threads = 2, Dataset? data = null, Augmenter? augmenter = null)
    {
        _workers = new Workers(threads);
        _passes = new NetworkPasses<float>(Subjects.Network<float>(network), _workers, settings.BatchSize);
        Dataset examples = data ?? Subjects.Data(settings.Rule.Name == "m3" ? 42 : 40);
        Trainer = new Trainer<float>(_passes, new SoftmaxCrossEntropy<float>(), examples, settings, new Seed(5), Subjects.Theta(_passes.Network), augmenter);
    }

    public Trainer<float> Trainer { get; }

    /// <summary>Takes steps and returns their losses.</summary>
    public double[] Train(int steps)
    {
        double[] losses = new double[steps];
        for (int i = 0; i < steps; i++) losses[i] = Trainer.TakeStep();
        return losses;
    }

    /// <summary>Asserts that two trainings stand at the same point, bit for bit.</summary>
    public static void Same(Session expected, Session actual)
    {
        Assert.Equal(expected.Trainer.StepsTaken, actual.Trainer.StepsTaken);
        Assert.Equal(expected.Trainer.Theta, actual.Trainer.Theta);
        Assert.Equal(expected.Trainer.State, actual.Trainer.State);
        Assert.Equal(expected.Trainer.OptimizerState, actual.Trainer.OptimizerState);
        Assert.Equal(expected.Trainer.RuleState, actual.Trainer.RuleState);
    }

    public void Dispose()
    {
        _passes.Dispose();
        _workers.Dispose();
    }
}
