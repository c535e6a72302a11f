using Occam.Experiments.Computing;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Kernels.Features;
using Occam.Numerics.Errors;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The settings of <see cref="MinimumNormExperiment"/>, and the plan that they make.</summary>
internal static class MinimumNormSettings
{
    public static IReadOnlyList<SettingInfo> All { get; } = CommonSettings.With(
        new("data", "a name (mnist-mini, mnist, fashion-mnist, cifar10) or a path", "mnist-mini", "mnist-mini", "mnist"),
        new("model", "has no effect here: the models are linear in their features", "linear"),
        new("train", "training examples, balanced over classes, or all: the last point of the learning curve", "200", "all", "all"),
        new("standardize", "per-channel, per-image or none", "none"),
        new("kernels", "between commas: linear, gaussian (both on pixels), random-convolution, gabor (both linear on features), gabor-gaussian", "linear,gaussian,random-convolution,gabor,gabor-gaussian"),
        new("bandwidth", "γ of exp(−γ‖x − y‖²) on pixels; on features it is scaled by the mean squared distances", "0.02"),
        new("curve", "numbers of training examples before the last, between commas, ascending", "50,100", "100,200,400,1000,2000,5000", "400,1000,2000,4000,10000,20000,30000"),
        new("linear-up-to", "the most training examples for the linear kernel on pixels, which has few independent features", "50", "400", "400"),
        new("features-up-to", "the most training examples for the kernels on features", "100", "2000", "4000"),
        new("ridges", "λ over the mean of K's diagonal, between commas, ascending", "0.001,0.01,0.1,1"),
        new("ridge-up-to", "the most training examples for which ridges are tried: each is a factorization", "200", "5000", "10000"),
        new("leave-one-out-up-to", "the most training examples for which the leave-one-out error is computed", "200", "5000", "10000"),
        new("filters", "random filters; each gives four features", "64", "1000", "2000"),
        new("patch", "rows and columns of a random filter", "5"),
        new("gabor-scales", "widths of the wavelets, 1.5, 2.5, 3.5, 5 and 7 pixels, from the smallest on", "3"),
        new("gabor-orientations", "directions of the wavelets", "4", "8", "8"),
        new("gabor-cells", "cells along each side over which a wavelet's answers are averaged", "7"),
        new("descent", "training examples of the descents", "20", "50", "100"),
        new("epochs", "passes of stochastic descent over them; descent on all at once makes ten times as many", "300", "1000", "10000"));

    /// <summary>The computations, or faults in the settings.</summary>
    public static ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings)
    {
        TrialPlans.Training(laboratory, settings);
        double bandwidth = settings.Number("bandwidth", 1e-9, 1e9);
        double[] ridges = Ascending(settings, "ridges", settings.Numbers("ridges", 1e-12, 1e12)), curve = Ascending(settings, "curve", settings.Numbers("curve", 2, int.MaxValue));
        int ridgeUpTo = settings.Integer("ridge-up-to", 0, int.MaxValue), leaveOneOutUpTo = settings.Integer("leave-one-out-up-to", 0, int.MaxValue);
        int descent = settings.Integer("descent", 2, 10_000), epochs = settings.Integer("epochs", 1, 10_000_000), train = laboratory.Data.Train.Count;
        if (curve.Any(n => n != Math.Floor(n))) settings.Faults.Add(new Fault("curve", "whole numbers between commas", $"'{settings.Text("curve")}'", "Leave out the fractions."));
        if (laboratory.Data.Test is null) settings.Faults.Add(new Fault("data", "a test set beside the training set", "none", "Choose other data."));
        int most = Math.Min(train, laboratory.Data.Shape.Size);
        if (descent > most) settings.Faults.Add(new Fault("descent", $"at most {most}, the smaller number of training examples and pixels", $"{descent}", $"Write descent={most / 2}."));
        KernelChoice[] choices = Choices(laboratory, settings, bandwidth);
        if (settings.Faults.Count > 0) return new ExperimentPlan([]);
        int[][] sizes = [.. choices.Select(c => curve.Select(n => (int)n).Append(train).Where(n => n <= Math.Min(train, c.UpTo)).Distinct().Order().ToArray())];
        if (Array.FindIndex(sizes, s => s.Length == 0) is >= 0 and var none)
        {
            settings.Faults.Add(new Fault("curve", $"a number of training examples that the kernel '{choices[none].Id}' may have, at most {Math.Min(train, choices[none].UpTo)}", $"'{settings.Text("curve")}'", "Add a smaller one."));
            return new ExperimentPlan([]);
        }

        MinimumNormMemory.Check(laboratory, choices, sizes, MinimumNormMemory.Available(), settings.Faults);
        MinimumNormPlan plan = new([.. choices.Select(c => c.Id)], sizes, ridges, ridgeUpTo, bandwidth, descent);
        return new ExperimentPlan([], [plan.Computation(), .. Descents(descent, epochs), .. Points(plan, choices, leaveOneOutUpTo)]);
    }

    private static IEnumerable<Computation> Descents(int examples, int epochs) =>
    [
        new Descent(MinimumNormNames.Stochastic, examples, epochs, Stochastic: true, FromRandom: false).Computation(),
        new Descent(MinimumNormNames.WholeBatch, examples, 10 * epochs, Stochastic: false, FromRandom: false).Computation(),
        new Descent(MinimumNormNames.RandomStart, examples, epochs, Stochastic: true, FromRandom: true).Computation(),
    ];

    /// <summary>Small ones first, so that a run shows the way to its largest point.</summary>
    private static IEnumerable<Computation> Points(MinimumNormPlan plan, KernelChoice[] choices, int leaveOneOutUpTo)
    {
        List<(int Examples, Computation Computation)> points = [];
        for (int k = 0; k < choices.Length; k++)
        {
            KernelChoice choice = choices[k];
            foreach (int n in plan.Sizes[k]) points.Add((n, new KernelPoint(choice, n, n <= leaveOneOutUpTo, [0]).Computation(MinimumNormNames.Point(choice.Id, n))));
            if (plan.RidgeSize(choice.Id) is > 0 and var size)
                points.Add((size, new KernelPoint(choice, size, false, plan.Ridges).Computation(MinimumNormNames.Ridge(choice.Id, size))));
        }

        if (plan.Common(KernelChoice.Gaussian, KernelChoice.GaborGaussian) is > 0 and var common)
        {
            KernelChoice Of(string id) => choices.First(c => c.Id == id);
            points.Add((common, new NormJackknife(Of(KernelChoice.Gaussian), Of(KernelChoice.GaborGaussian), common).Computation()));
        }

        return points.OrderBy(p => p.Examples).Select(p => p.Computation);
    }

    private static KernelChoice[] Choices(LaboratoryPlan laboratory, ResolvedSettings settings, double bandwidth)
    {
        string[] words = settings.Text("kernels").Split(',');
        foreach (string word in words.Except(KernelChoice.Ids))
            settings.Faults.Add(new Fault("kernels", string.Join(", ", KernelChoice.Ids) + " between commas", $"'{word}'", NearestName.Hint(word, KernelChoice.Ids)));
        int linear = settings.Integer("linear-up-to", 2, int.MaxValue), features = settings.Integer("features-up-to", 2, int.MaxValue);
        int channels = laboratory.Data.Shape.Channels, filters = settings.Integer("filters", 1, 1_000_000), patch = settings.Integer("patch", 2, 64);
        int scales = settings.Integer("gabor-scales", 1, GaborWavelets.MostScales), orientations = settings.Integer("gabor-orientations", 1, 64), cells = settings.Integer("gabor-cells", 1, 64);
        if (settings.Faults.Count > 0) return [];
        List<KernelChoice> choices = [];
        foreach (string id in KernelChoice.Ids.Where(words.Contains))
        {
            ConvolutionFeatures? map = id switch
            {
                KernelChoice.RandomConvolution => new(RandomFilters.Draw(laboratory.Seed.Derive("minimum-norm").Derive("filters"), filters, channels, patch), 0, 2),
                KernelChoice.Gabor or KernelChoice.GaborGaussian => new(GaborWavelets.Filters(scales, orientations, channels), GaborWavelets.Side(scales) / 2, cells),
                _ => null,
            };
            if (map?.Problem(laboratory.Input) is { } problem) settings.Faults.Add(problem with { What = $"kernels, '{id}': {problem.What.ToLowerInvariant()}" });
            int upTo = id switch { KernelChoice.Linear => linear, KernelChoice.Gaussian => int.MaxValue, _ => features };
            choices.Add(new KernelChoice(id, map, id is KernelChoice.Gaussian or KernelChoice.GaborGaussian ? bandwidth : null, upTo));
        }

        return [.. choices];
    }

    private static double[] Ascending(ResolvedSettings settings, string key, double[] numbers)
    {
        if (!numbers.SequenceEqual(numbers.Distinct().Order()))
            settings.Faults.Add(new Fault(key, "different numbers in ascending order", $"'{settings.Text(key)}'", "Put them in order."));
        return numbers;
    }
}
