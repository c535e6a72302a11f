using Occam.Data.Datasets;

namespace Occam.Data.Randomizations;

/// <summary>A set with corrupted labels, and which labels those are.</summary>
/// <param name="Data">The same images with the corrupted labels.</param>
/// <param name="Selected">Of each example, whether it was selected ("corrupt") or not ("pristine"). A selected one may have kept its label by chance.</param>
/// <param name="SelectedRate">The fraction of examples that were selected.</param>
/// <param name="EffectiveRate">The fraction of examples whose label really changed.</param>
public sealed record NoisyLabels(Dataset Data, IReadOnlyList<bool> Selected, double SelectedRate, double EffectiveRate);
