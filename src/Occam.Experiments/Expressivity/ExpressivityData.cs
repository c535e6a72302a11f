using System.Runtime.InteropServices;
using Occam.Data.Datasets;
using Occam.Data.Randomizations;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Expressivity;

/// <summary>The training sets of the experiment.</summary>
internal static class ExpressivityData
{
    /// <summary>n examples, balanced over classes, or all, with true or random labels. A smaller set is contained in a larger one.</summary>
    public static Dataset Of(LaboratoryPlan laboratory, string labels, int size)
    {
        Dataset all = laboratory.Data.Train;
        Dataset part = size == all.Count ? all : Subset.Balanced(all, size / all.ClassCount, laboratory.Seed.Derive("examples"));
        return labels == ExpressivityNames.True ? part : WithRandomLabels(part, laboratory);
    }

    /// <summary>Labels of one output: the number of the class.</summary>
    public static double[] Numbers(Dataset data) => [.. data.Labels.ToArray().Select(label => (double)label)];

    /// <summary>Labels of one output a class: 1 for the class, else 0; [example, class].</summary>
    public static double[] OneHot(Dataset data)
    {
        double[] targets = new double[data.Count * data.ClassCount];
        for (int i = 0; i < data.Count; i++) targets[(i * data.ClassCount) + data.Labels[i]] = 1;
        return targets;
    }

    /// <summary>The class whose number is nearest.</summary>
    public static int Nearest(double output, int classes) => double.IsNaN(output) ? -1 : (int)Math.Clamp(Math.Round(output), 0, classes - 1);

    /// <summary>Drawn uniformly; identical examples get one label, because no function has two values in one place.</summary>
    private static Dataset WithRandomLabels(Dataset part, LaboratoryPlan laboratory)
    {
        int[] labels = LabelNoise.Apply(part, LabelNoiseKind.Uniform, 1, laboratory.Seed).Data.Labels.ToArray(), order = [.. Enumerable.Range(0, part.Count)];
        Array.Sort(order, (a, b) => Row(part, a).SequenceCompareTo(Row(part, b)) is not 0 and var sign ? sign : a.CompareTo(b));
        for (int i = 1; i < order.Length; i++)
        {
            if (Row(part, order[i]).SequenceEqual(Row(part, order[i - 1]))) labels[order[i]] = labels[order[i - 1]];
        }

        return part.WithLabels(labels);
    }

    private static ReadOnlySpan<byte> Row(Dataset data, int example) => MemoryMarshal.AsBytes(data.Image(example));
}
