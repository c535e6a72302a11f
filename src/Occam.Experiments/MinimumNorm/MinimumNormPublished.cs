using System.Globalization;
using Occam.Data.Preprocessing;
using Occam.Experiments.Judging;
using Occam.Records;

namespace Occam.Experiments.MinimumNorm;

/// <summary>The numbers of Zhang et al. 2017, section 5, and of their program, beside those of a run.</summary>
internal static class MinimumNormPublished
{
    private const string Paper = "Zhang et al. 2017, arXiv 1611.03530, section 5", Program = "github.com/pluskid/fitting-random-labels, README";
    private const int Examples = 60_000, TestExamples = 10_000;
    private const double Bandwidth = 0.02, Bits = 1e-12;

    /// <summary>Whether the images are those of MNIST, or some of them.</summary>
    public static bool IsMnist(RunRecord record) => record.Laboratory.Data.Info.Name is "mnist" or "mnist-mini";

    public static IReadOnlyList<PublishedNumber> Beside(RunRecord record)
    {
        MinimumNormPlan plan = MinimumNormPlan.Of(record);
        if (IsMnist(record)) return [.. Mnist(record, plan)];
        return record.Laboratory.Data.Info.Name == "cifar10" ? [.. Cifar(record, plan)] : [];
    }

    private static IEnumerable<PublishedNumber> Mnist(RunRecord record, MinimumNormPlan plan)
    {
        IReadOnlyList<string> differences = Differences(record, plan);
        if (Last(record, plan, KernelChoice.Gaussian) is { } gaussian)
        {
            yield return Number("mnist-gaussian", $"{Program}: MNIST, Gaussian kernel, test error in %", 1.22, 100 * gaussian.TestError, differences, "The same kernel, examples and targets.");
            yield return Number(
                "mnist-pixels-norm", $"{Paper}: MNIST, pixels, norm of the solution, about", 220, gaussian.Norm,
                [$"the paper names no kernel beside this norm; here the Gaussian one of its program, {At(record, plan, KernelChoice.Gaussian)}"], "");
        }

        string wavelets = $"the paper states neither wavelets nor kernel; here {At(record, plan, KernelChoice.GaborGaussian)}";
        if (Last(record, plan, KernelChoice.GaborGaussian) is { } gabor)
        {
            yield return Number("mnist-wavelets", $"{Paper}: MNIST, Gabor wavelets, test error in %", 0.6, 100 * gabor.TestError, [wavelets], "");
            yield return Number("mnist-wavelets-norm", $"{Paper}: MNIST, Gabor wavelets, norm of the solution, about", 390, gabor.Norm, [wavelets], "");
        }
    }

    private static IEnumerable<PublishedNumber> Cifar(RunRecord record, MinimumNormPlan plan)
    {
        if (Last(record, plan, KernelChoice.Gaussian) is { } gaussian)
        {
            yield return Number(
                "cifar-gaussian", $"{Paper}: CIFAR-10, Gaussian kernel, no ridge, test error in %", 46, 100 * gaussian.TestError,
                ["the paper does not state its bandwidth" + (gaussian.Examples == 50_000 ? "" : $"; here {At(record, plan, KernelChoice.Gaussian)}")], "");
        }

        if (Last(record, plan, KernelChoice.RandomConvolution) is not { } random) yield break;
        string[] features = [$"the paper has 32,000 random filters and does not state their size or pooling; here {At(record, plan, KernelChoice.RandomConvolution)} of {random.Dimension} features"];
        yield return Number("cifar-random-convolution", $"{Paper}: CIFAR-10, random convolutions, no ridge, test error in %", 17, 100 * random.TestError, features, "");
        if (plan.RidgeSize(KernelChoice.RandomConvolution) > 0)
        {
            double best = KernelValues.OfRidges(record, KernelChoice.RandomConvolution, plan.RidgeSize(KernelChoice.RandomConvolution)).Min(v => v.TestError);
            yield return Number("cifar-random-convolution-ridge", $"{Paper}: CIFAR-10, random convolutions with ridge, test error in %", 15, 100 * best, features, "");
        }
    }

    private static List<string> Differences(RunRecord record, MinimumNormPlan plan)
    {
        List<string> differences = [];
        void Demand(bool alike, string difference)
        {
            if (!alike) differences.Add(difference);
        }

        int examples = plan.SizesOf(KernelChoice.Gaussian).LastOrDefault(), test = record.Laboratory.Data.Test!.Count;
        Demand(record.Laboratory.Data.Info.Name == "mnist", $"data {record.Laboratory.Data.Info.Name}, not mnist");
        Demand(examples == Examples, string.Create(CultureInfo.InvariantCulture, $"{examples:N0} training examples, not {Examples:N0}"));
        Demand(test == TestExamples, string.Create(CultureInfo.InvariantCulture, $"{test:N0} test examples, not {TestExamples:N0}"));
        Demand(Math.Abs(plan.Bandwidth - Bandwidth) < Bits, string.Create(CultureInfo.InvariantCulture, $"bandwidth {plan.Bandwidth}, not {Bandwidth}"));
        Demand(record.Laboratory.Standardization.Kind == Standardization.None, "standardized pixels");
        return differences;
    }

    private static PublishedNumber Number(string id, string source, double published, double measured, IReadOnlyList<string> differences, string note) =>
        Published.ZhangNumbers.Number(id, source, published, measured, differences, differences.Count > 0 ? $"Not comparable: {string.Join("; ", differences)}." : note);

    private static KernelValues? Last(RunRecord record, MinimumNormPlan plan, string kernel) =>
        plan.SizesOf(kernel) is [.., var size] && KernelValues.Of(record, kernel, size) is { IsSolved: true } values ? values : null;

    private static string At(RunRecord record, MinimumNormPlan plan, string kernel) => string.Create(
        CultureInfo.InvariantCulture, $"{plan.SizesOf(kernel).LastOrDefault():N0} training examples{(record.Laboratory.Data.Info.Name.EndsWith("mini", StringComparison.Ordinal) ? " of a part of the set" : "")}");
}
