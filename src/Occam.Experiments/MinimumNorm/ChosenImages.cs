using Occam.Data.Datasets;
using Occam.Experiments.Trials;
using Occam.Networks.Layers;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The first n training images in an order drawn once, so that fewer are contained in more, and the test images.</summary>
/// <param name="Pixels">[n, pixels].</param>
/// <param name="Labels">The class of each.</param>
/// <param name="Test">The test set.</param>
/// <param name="Classes">How many classes.</param>
internal sealed record ChosenImages(float[] Pixels, int[] Labels, Dataset Test, int Classes)
{
    public static ChosenImages Of(LaboratoryPlan laboratory, int count)
    {
        Dataset all = laboratory.Data.Train;
        int[] order = new int[all.Count];
        laboratory.Seed.Derive("minimum-norm").Derive("order").Permutation(order);
        int size = all.Shape.Size;
        float[] pixels = new float[checked(count * size)];
        for (int i = 0; i < count; i++) all.Image(order[i]).CopyTo(pixels.AsSpan(i * size));
        return new ChosenImages(pixels, [.. order.Take(count).Select(at => all.Labels[at])], laboratory.Data.Test!, all.ClassCount);
    }

    /// <summary>1 for the class of an image, 0 for the others.</summary>
    public double[] Targets
    {
        get
        {
            double[] targets = new double[Labels.Length * Classes];
            for (int i = 0; i < Labels.Length; i++) targets[(i * Classes) + Labels[i]] = 1;
            return targets;
        }
    }

    public static Shape ShapeOf(Dataset set) => new(set.Shape.Channels, set.Shape.Height, set.Shape.Width);

    /// <summary>The class with the largest output, the first of equals, of each row.</summary>
    public static double[] Predicted(double[] outputs, int classes)
    {
        double[] predicted = new double[outputs.Length / classes];
        for (int i = 0; i < predicted.Length; i++)
        {
            ReadOnlySpan<double> row = outputs.AsSpan(i * classes, classes);
            int best = 0;
            for (int c = 1; c < classes; c++) best = row[c] > row[best] ? c : best;
            predicted[i] = best;
        }

        return predicted;
    }

    /// <summary>The part of the predictions that differ from the labels.</summary>
    public static double Error(double[] predicted, ReadOnlySpan<int> labels)
    {
        int wrong = 0;
        for (int i = 0; i < predicted.Length; i++) wrong += predicted[i] == labels[i] ? 0 : 1;
        return wrong / (double)predicted.Length;
    }
}
