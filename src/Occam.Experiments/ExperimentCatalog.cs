using Occam.Experiments.BatchSizes;
using Occam.Experiments.Capacity;
using Occam.Experiments.CoherenceThroughTraining;
using Occam.Experiments.EasyAndHard;
using Occam.Experiments.Evidence;
using Occam.Experiments.Explaining;
using Occam.Experiments.Expressivity;
using Occam.Experiments.Landscapes;
using Occam.Experiments.MatrixCompletion;
using Occam.Experiments.MinimumNorm;
using Occam.Experiments.Randomization;
using Occam.Experiments.Regret;
using Occam.Experiments.Regularization;
using Occam.Experiments.Reparametrization;
using Occam.Experiments.Stability;
using Occam.Experiments.Suppression;
using Occam.Numerics.Errors;

namespace Occam.Experiments;

/// <summary>Every experiment there is.</summary>
public static class ExperimentCatalog
{
    /// <summary>The experiments, in the order in which they are listed.</summary>
    public static IReadOnlyList<IExperiment> All { get; } =
    [
        new Explain(),
        new RandomizationExperiment(),
        new RegularizationExperiment(),
        new ExpressivityExperiment(),
        new MinimumNormExperiment(),
        new CapacityExperiment(),
        new CoherenceExperiment(),
        new EasyHardExperiment(),
        new SuppressionExperiment(),
        new StabilityExperiment(),
        new EvidenceExperiment(),
        new BatchSizeExperiment(),
        new LandscapeExperiment(),
        new ReparametrizationExperiment(),
        new RegretExperiment(),
        new MatrixCompletionExperiment(),
    ];

    /// <summary>The experiment of that name.</summary>
    /// <exception cref="InputException">There is none; the message lists them.</exception>
    public static IExperiment Find(string id) => All.FirstOrDefault(e => e.Id == id)
        ?? throw new InputException($"experiment '{id}'", string.Join(", ", All.Select(e => e.Id)), $"'{id}'", NearestName.Hint(id, All.Select(e => e.Id)));
}
