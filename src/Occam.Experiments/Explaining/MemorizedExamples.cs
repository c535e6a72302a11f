using System.Globalization;
using Occam.Data.Datasets;
using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Formats.Png;
using Occam.Records.Figures;

namespace Occam.Experiments.Explaining;

/// <summary>The training examples that were learnt last of all, as pictures: what the network could fit only by memorizing it.</summary>
internal static class MemorizedExamples
{
    private const int Shown = 30;

    /// <summary>The panel of one training; nothing where the examples are no pictures.</summary>
    public static IEnumerable<Figure> Panel(RunRecord record, TrialPlan trial)
    {
        ImageShape shape = trial.Train.Shape;
        if (shape.Channels is not (1 or 3) || shape.Height < 2 || shape.Width < 2) yield break;
        int[] probe = record.Laboratory.ProbeOf(trial.Train);
        double[] losses = record.Array(trial, HistoryWatch.MeanLoss), usual = record.Array(trial, HistoryWatch.UsualPrediction);
        int[] hardest = [.. Enumerable.Range(0, probe.Length).OrderByDescending(i => losses[i]).ThenBy(i => i).Take(Shown)];
        yield return new ImageGridFigure(
            $"memorized-{trial.Series}", $"Memorized most: training '{trial.Series}'",
            "The training examples with the largest mean loss over the observations: learnt last, and not by what they share with others. Under each the label that was trained on, "
            + "then the class that the network read most often. A leave-one-out score (Feldman 2020) would take hundreds of trainings; this takes none besides the one that is watched.",
            [.. hardest.Select(i => Picture(record, trial, probe[i], (int)usual[i]))]);
    }

    private static GridImage Picture(RunRecord record, TrialPlan trial, int example, int usual)
    {
        IReadOnlyList<string> names = trial.Train.ClassNames;
        int given = trial.Train.Labels[example], truth = record.Laboratory.Data.Train.Labels[example];
        string note = usual == given ? "read so too" : $"read as {Name(usual)}";
        if (truth != given) note += $"; truly {Name(truth)}";
        return GridImage.FromPng(Encode(trial.Train, example), $"labelled {Name(given)}", note);

        string Name(int label) => label < 0 ? "nothing" : label < names.Count ? names[label] : label.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The example's values from its least to its greatest, because standardized values have no range of their own.</summary>
    private static byte[] Encode(Dataset set, int example)
    {
        (int channels, int area) = (set.Shape.Channels, set.Shape.Area);
        ReadOnlySpan<float> values = set.Image(example);
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        byte[] pixels = new byte[values.Length];
        for (int i = 0; i < values.Length; i++)
            pixels[((i % area) * channels) + (i / area)] = high > low ? (byte)(255 * (values[i] - low) / (high - low)) : (byte)0;
        return PngWriter.Encode(new PngImage(set.Shape.Width, set.Shape.Height, channels, pixels));
    }
}
