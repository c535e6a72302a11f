using Occam.Data.Datasets;

namespace Occam.Data.Readers;

/// <summary>Images and labels that belong together, before the number of classes is settled over both halves of a set.</summary>
/// <param name="Images">Values [n, c, h, w].</param>
/// <param name="Shape">The shape of one example.</param>
/// <param name="Labels">One label an example, all below <paramref name="Classes"/>.</param>
/// <param name="Classes">The largest label and one, or the known number of classes.</param>
internal sealed record LabelledImages(float[] Images, ImageShape Shape, int[] Labels, int Classes)
{
    public Dataset ToDataset(string name, int classes, IReadOnlyList<string>? classNames) => new(name, Images, Shape, Labels, classes, classNames);
}
