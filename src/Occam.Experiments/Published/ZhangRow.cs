using Occam.Data.Augmentations;

namespace Occam.Experiments.Published;

/// <summary>One row of Table 1 or of appendix Table 4 of Zhang et al. 2017: percentages, null where the source prints none.</summary>
/// <param name="Network">The zoo name.</param>
/// <param name="Normalizes">Whether it has batch norm; false for networks that never have.</param>
/// <param name="RandomLabels">Whether the labels are random.</param>
/// <param name="Augmentation">How training images are drawn.</param>
/// <param name="WeightDecay">Whether there is weight decay.</param>
/// <param name="Train">Training accuracy.</param>
/// <param name="Test">Test accuracy.</param>
/// <param name="Place">The table.</param>
internal sealed record ZhangRow(string Network, bool Normalizes, bool RandomLabels, AugmentationKind Augmentation, bool WeightDecay, double? Train, double? Test, string Place = "Table 1")
{
    private const string Inception = "inception-small", AlexNet = "alexnet-small", ThreeLayers = "mlp:512x3", OneLayer = "mlp:512", Appendix = "appendix, Table 4", AugmentedRandom = "appendix, random labels with augmentation";
    private const AugmentationKind Whole = AugmentationKind.None, Crops = AugmentationKind.Crop, Full = AugmentationKind.Full;

    /// <summary>The rows, in the order of the paper.</summary>
    public static IReadOnlyList<ZhangRow> All { get; } =
    [
        new(Inception, true, false, Crops, true, 100.0, 89.05),
        new(Inception, true, false, Crops, false, 100.0, 89.31),
        new(Inception, true, false, Whole, true, 100.0, 86.03),
        new(Inception, true, false, Whole, false, 100.0, 85.75),
        new(Inception, true, true, Whole, false, 100.0, 9.78),
        new(Inception, false, false, Whole, true, 100.0, 83.00),
        new(Inception, false, false, Whole, false, 100.0, 82.00),
        new(Inception, false, true, Whole, false, 100.0, 10.12),
        new(AlexNet, false, false, Crops, true, 99.90, 81.22),
        new(AlexNet, false, false, Crops, false, 99.82, 79.66),
        new(AlexNet, false, false, Whole, true, 100.0, 77.36),
        new(AlexNet, false, false, Whole, false, 100.0, 76.07),
        new(AlexNet, false, true, Whole, false, 99.82, 9.86),
        new(ThreeLayers, false, false, Whole, true, 100.0, 53.35),
        new(ThreeLayers, false, false, Whole, false, 100.0, 52.39),
        new(ThreeLayers, false, true, Whole, false, 100.0, 10.48),
        new(OneLayer, false, false, Whole, true, 99.80, 50.39),
        new(OneLayer, false, false, Whole, false, 100.0, 50.51),
        new(OneLayer, false, true, Whole, false, 99.34, 10.61),
        new(Inception, true, true, Whole, true, 100.0, null, Appendix),
        new(ThreeLayers, false, true, Whole, true, 100.0, null, Appendix),
        new(OneLayer, false, true, Whole, true, 99.21, null, Appendix),
        new(AlexNet, false, true, Whole, true, null, null, Appendix),
        new(Inception, true, true, Crops, false, 99.93, null, AugmentedRandom),
        new(Inception, true, true, Full, false, 99.28, null, AugmentedRandom),
    ];

    /// <summary>Where it stands, in words.</summary>
    public string Source => $"Zhang et al. 2017, arXiv 1611.03530, {Place}: {Network}{(Network == Inception && !Normalizes ? " without batch norm" : "")}, "
        + $"{(RandomLabels ? "random" : "true")} labels{Augmentation switch { Crops => ", random crops", Full => ", full augmentation", _ => "" }}{(WeightDecay ? ", weight decay" : "")}";
}
