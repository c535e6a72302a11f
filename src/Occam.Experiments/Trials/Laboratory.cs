using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Experiments.Models;
using Occam.Experiments.Watching;
using Occam.Measures.Coherence;
using Occam.Measures.Learning;
using Occam.Measures.Planning;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>The engine of one run: each network once, with its memory, shared by all trainings of the run in turn.</summary>
internal sealed class Laboratory(LaboratoryPlan plan, IReadOnlyList<TrialPlan> trials, Workers workers) : IDisposable
{
    private readonly Dictionary<(NetworkPlan, Shape), (NetworkPasses<float> Training, NetworkPasses<float> Measuring)> _passes = [];

    private readonly Lazy<bool> _unitRange = new(() => UnitValues.Held(plan.Data.Train, plan.Standardization));

    /// <summary>A training at its start. Weights and order come from one seed, so that all trainings of that seed share them.</summary>
    public Trial Start(TrialPlan trial)
    {
        (NetworkPasses<float> training, NetworkPasses<float> measuring) = Passes(trial);
        Trainer<float>? twin = trial.Twin is null ? null : Begin(trial, trial.Twin, training);
        return new Trial(
            trial, trial.StopAccuracy ?? plan.StopAccuracy, Begin(trial, trial.Train, training), twin, Observe(trial, measuring),
            TrainedNetwork.Of(plan, trial, _unitRange.Value).ToMetadata());
    }

    /// <summary>The passes with which a training is measured.</summary>
    public NetworkPasses<float> Measuring(TrialPlan trial) => Passes(trial).Measuring;

    public void Dispose()
    {
        foreach ((NetworkPasses<float> training, NetworkPasses<float> measuring) in _passes.Values)
        {
            training.Dispose();
            measuring.Dispose();
        }
    }

    private (NetworkPasses<float> Training, NetworkPasses<float> Measuring) Passes(TrialPlan trial)
    {
        (NetworkPlan, Shape) key = (plan.NetworkOf(trial), trial.Input);
        if (!_passes.TryGetValue(key, out (NetworkPasses<float>, NetworkPasses<float>) passes))
        {
            Network<float> network = plan.Build(trial);
            int largest = trials.Where(t => (plan.NetworkOf(t), t.Input) == key).Max(t => t.Settings.BatchSize);
            _passes[key] = passes = (new NetworkPasses<float>(network, workers, largest), new NetworkPasses<float>(network, workers, plan.Chunk));
        }

        return passes;
    }

    private Trainer<float> Begin(TrialPlan trial, Dataset data, NetworkPasses<float> passes) =>
        plan.NetworkOf(trial).Start(passes, plan.Loss, data, trial.Settings, trial.Seed ?? plan.Seed, Augment(trial));

    private Augmenter? Augment(TrialPlan trial)
    {
        AugmentationKind kind = plan.AugmentationOf(trial);
        return kind == AugmentationKind.None ? null : new Augmenter(plan.Originals.Train, trial.Input.Height, trial.Input.Width, kind, plan.Standardization);
    }

    private TrialObserver Observe(TrialPlan trial, NetworkPasses<float> passes)
    {
        int[] probe = plan.ProbeOf(trial.Train);
        WatchSite site = new(passes, plan.Loss, trial.Train, probe, (trial.Seed ?? plan.Seed).Derive("watch"));
        TrialWatch[] watches = [.. trial.Watches.Select(begin => begin(site))];
        IMeasure[] measures = [new MeanLoss(), new MCoherence(), .. watches.SelectMany(w => w.ProbeMeasures)];
        Dataset probed = probe.Length == trial.Train.Count ? trial.Train : Subset.Select(trial.Train, probe);
        return new TrialObserver(
            new Observer<float>(passes, plan.Loss, probed, new MeasurementPlan([.. measures])),
            trial.Test is null ? null : new Observer<float>(passes, plan.Loss, trial.Test, new MeasurementPlan(new MeanLoss())), watches);
    }
}
