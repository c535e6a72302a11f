using Occam.Data.Datasets;
using Occam.Training;

namespace Occam.Experiments.Trials;

/// <summary>One training of an experiment: its name in the records, its data and its settings. The network and the seed are the experiment's.</summary>
/// <param name="Series">The name in metrics, figures and checkpoints: "true".</param>
/// <param name="Train">The training set with the labels that it is trained on.</param>
/// <param name="Test">The test set, or null.</param>
/// <param name="Settings">Optimizer, batches and steps.</param>
/// <param name="EffectiveNoise">The fraction of training labels that differ from the true ones.</param>
public sealed record TrialPlan(string Series, Dataset Train, Dataset? Test, TrainingSettings Settings, double EffectiveNoise);
