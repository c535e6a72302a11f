using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Data.Randomizations;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Randomization;

/// <summary>Images whose pixels are moved or replaced, prepared as those of all other trainings are.</summary>
internal static class PixelConditions
{
    /// <summary>Crops first, so that no pixel is lost that was moved to the margin; the constants of standardization are those of the intact images.</summary>
    public static DatasetPair Apply(LaboratoryPlan laboratory, PixelNoise kind)
    {
        ImageShape shape = laboratory.Data.Shape;
        DatasetPair cropped = laboratory.Originals.Shape == shape ? laboratory.Originals : laboratory.Originals.Map(set => CenterCrop.Apply(set, shape.Height, shape.Width));
        return PixelRandomization.Apply(cropped, kind, laboratory.Seed).Map(set => Standardizer.Apply(set, laboratory.Standardization));
    }
}
