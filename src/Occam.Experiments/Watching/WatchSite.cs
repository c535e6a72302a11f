using Occam.Data.Datasets;
using Occam.Measures.Planning;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;

namespace Occam.Experiments.Watching;

/// <summary>What a watch may use: the engine for measuring and the examples of its training.</summary>
/// <param name="Passes">Passes for measuring; shared, so nothing may be kept in them from one call to the next.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Train">The training set with the labels that it is trained on.</param>
/// <param name="Probe">The indices in <paramref name="Train"/> that are measured, ascending.</param>
/// <param name="Seed">The watch's place in the run's randomness.</param>
public sealed record WatchSite(NetworkPasses<float> Passes, ILoss<float> Loss, Dataset Train, IReadOnlyList<int> Probe, Seed Seed)
{
    /// <summary>An observer of some training examples.</summary>
    /// <param name="indices">Indices in <see cref="Train"/>.</param>
    /// <param name="measures">What is measured.</param>
    public Observer<float> Observe(ReadOnlySpan<int> indices, params ReadOnlySpan<IMeasure> measures) =>
        new(Passes, Loss, Subset.Select(Train, indices), new MeasurementPlan([.. measures]));
}
