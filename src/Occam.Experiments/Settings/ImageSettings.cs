using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Experiments.Trials;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Settings;

/// <summary>How images are cut and altered, out of settings.</summary>
internal static class ImageSettings
{
    /// <summary>The kind of the key "augment".</summary>
    public static AugmentationKind Augmentation(ResolvedSettings settings) => settings.Choice("augment", "none", "crop", "full") switch
    {
        "crop" => AugmentationKind.Crop,
        "full" => AugmentationKind.Full,
        _ => AugmentationKind.None,
    };

    /// <summary>The middle of every image, as large as the key "crop" says.</summary>
    /// <exception cref="InputException">The crop does not fit.</exception>
    public static DatasetPair Crop(DatasetPair data, ResolvedSettings settings)
    {
        int size = settings.Integer("crop", 1, int.MaxValue);
        return size == int.MaxValue ? data : data.Map(set => CenterCrop.Apply(set, size, size));
    }

    /// <summary>Notes trainings whose images cannot be drawn anew: only crops of the chosen images can.</summary>
    public static void CheckAugmentation(LaboratoryPlan laboratory, IReadOnlyList<TrialPlan> trials, ResolvedSettings settings)
    {
        TrialPlan[] augmented = [.. trials.Where(t => laboratory.AugmentationOf(t) != AugmentationKind.None)];
        if (augmented.Length == 0) return;
        if (laboratory.Originals.Shape.IsVector)
            settings.Faults.Add(new Fault("augment", "images", $"vectors of {laboratory.Originals.Shape} values", "Write augment=none, or give x as [n, h, w] or [n, c, h, w]."));
        else if (settings.Text("crop") == "all" && augmented.Any(t => laboratory.AugmentationOf(t) == AugmentationKind.Crop))
            settings.Faults.Add(new Fault("crop", $"a size below {laboratory.Originals.Shape.Height} beside augment=crop", "'all'", "Write for example crop=24."));
        foreach (TrialPlan trial in augmented.Where(t => t.Twin is not null || !t.Train.SharesImagesWith(laboratory.Data.Train)))
            settings.Faults.Add(new Fault("augment", $"none for the training '{trial.Series}', which changes the images or has a twin", settings.Text("augment"), "Write augment=none, or leave that training out."));
    }
}
