using Occam.Data.Datasets;
using Occam.Experiments.Settings;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Networks.Architectures;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>The engine of one run: a network, its memory, shared by all trainings of the run in turn.</summary>
internal sealed class Laboratory : IDisposable
{
    private readonly LaboratoryPlan _plan;
    private readonly NetworkPasses<float> _training, _measuring;

    public Laboratory(LaboratoryPlan plan, IReadOnlyList<TrialPlan> trials, Workers workers)
    {
        _plan = plan;
        Network<float> network = ModelZoo.Create<float>(plan.Model, plan.Input, plan.Outputs, plan.Options);
        _training = new NetworkPasses<float>(network, workers, trials.Max(t => t.Settings.BatchSize));
        _measuring = new NetworkPasses<float>(network, workers, plan.Chunk);
    }

    public Network<float> Network => _training.Network;

    /// <summary>A training at its start. Weights and order come from the run's seed alone, so that all trainings share them.</summary>
    public Trial Start(TrialPlan trial)
    {
        float[] theta = ParameterInitializer.Fill(Network, _plan.Seed, Initializers.Scheme(_plan.Initializer));
        Trainer<float> trainer = new(_training, _plan.Loss, trial.Train, trial.Settings, _plan.Seed.Derive("training"), theta);
        return new Trial(trial, _plan.StopAccuracy, trainer, Observe(Probe(trial.Train), new MeanLoss(), new MCoherence()), trial.Test is null ? null : Observe(trial.Test, new MeanLoss()));
    }

    public void Dispose()
    {
        _training.Dispose();
        _measuring.Dispose();
    }

    /// <summary>The examples that are measured: the same places in every training set, whatever their labels.</summary>
    private Dataset Probe(Dataset train)
    {
        if (_plan.Probe >= train.Count) return train;
        int[] order = new int[train.Count];
        _plan.Seed.Derive("probe").Permutation(order);
        int[] chosen = order[.._plan.Probe];
        Array.Sort(chosen);
        return Subset.Select(train, chosen);
    }

    private Observer<float> Observe(Dataset data, params ReadOnlySpan<IMeasure> measures) => new(_measuring, _plan.Loss, data, new MeasurementPlan([.. measures]));
}
