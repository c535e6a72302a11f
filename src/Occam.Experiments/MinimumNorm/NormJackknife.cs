using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Watching;
using Occam.Kernels.Matrices;
using Occam.Kernels.Regression;
using Occam.Networks.Layers;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Experiments.MinimumNorm;

/// <summary>How much the norms on pixels and on wavelets depend on the examples drawn: both kernels solved again without each tenth of the examples, γ′ set anew each time.</summary>
/// <param name="Pixels">The Gaussian kernel on pixels.</param>
/// <param name="Wavelets">The Gaussian kernel on wavelets.</param>
/// <param name="Examples">Training examples, of which each solution lacks a tenth.</param>
internal sealed record NormJackknife(KernelChoice Pixels, KernelChoice Wavelets, int Examples)
{
    private const int Groups = 10;
    private const double Unit = 1e6;

    public Computation Computation() => new(MinimumNormNames.Jackknife, [MinimumNormNames.PixelNorms, MinimumNormNames.WaveletNorms], Compute);

    /// <summary>The norm on wavelets over that on pixels and its interval: the jackknife's for the logarithm, with Student's t for nine degrees of freedom.</summary>
    /// <returns>Ends that are not numbers where a matrix was singular.</returns>
    public static Sample Ratio(RunRecord record, double wavelets, double pixels)
    {
        double[] without = [.. record.Result(MinimumNormNames.Jackknife, MinimumNormNames.WaveletNorms)
            .Zip(record.Result(MinimumNormNames.Jackknife, MinimumNormNames.PixelNorms), (w, p) => Elementary.Log(w / p))];
        double half = StudentDistribution.Quantile(0.975, without.Length - 1) * Jackknife.StandardError(without), ratio = wavelets / pixels;
        return new Sample(ratio, ratio * Elementary.Exp(-half), ratio * Elementary.Exp(half));
    }

    private NamedArray[] Compute(ComputationSite site)
    {
        ChosenImages images = ChosenImages.Of(site.Laboratory, Examples);
        double[] all = images.Targets;
        Shape shape = ChosenImages.ShapeOf(images.Test);
        int groups = Math.Min(Groups, Examples), rest = Examples - (Examples / groups);
        double feature = Wavelets.WorkOf(shape), done = Examples * feature;
        double total = done + (groups * (Work(Pixels, rest, site) + Work(Wavelets, rest, site)));
        void Report(double work) => site.Report((long)(Math.Min(total, work) / Unit), (long)(total / Unit));

        KernelInputs pixels = new(images.Pixels, Examples, shape.Size), wavelets = Wavelets.Inputs(site.Workers, images.Pixels, shape, count => Report(count * feature));
        double[] pixelNorms = new double[groups], waveletNorms = new double[groups];
        for (int group = 0; group < groups; group++)
        {
            // The examples stand in an order drawn once, so that every tenth is a random group.
            int[] places = [.. Enumerable.Range(0, Examples).Where(i => i % groups != group)];
            KernelInputs left = pixels.Select(places);
            double[] targets = [.. places.SelectMany(i => all.AsSpan(i * images.Classes, images.Classes).ToArray())];
            foreach ((KernelChoice choice, KernelInputs inputs, double[] norms) in (ReadOnlySpan<(KernelChoice, KernelInputs, double[])>)[(Pixels, left, pixelNorms), (Wavelets, wavelets.Select(places), waveletNorms)])
            {
                norms[group] = Norm(site, new RegressionRequest(choice.Function(inputs, left.Values, shape.Size), inputs, targets, images.Classes) { Precision = choice.Precision, Progress = work => Report(done + work) });
                done += Work(choice, rest, site);
            }
        }

        return [new(MinimumNormNames.PixelNorms, pixelNorms), new(MinimumNormNames.WaveletNorms, waveletNorms)];
    }

    private static double Work(KernelChoice choice, int examples, ComputationSite site) => RegressionWork.Total(examples, choice.DimensionOf(site.Laboratory), leaveOneOut: false);

    private static double Norm(ComputationSite site, RegressionRequest request)
    {
        try
        {
            return KernelRegression.Fit(site.Workers, request).Norm;
        }
        catch (NumericalException)
        {
            // A singular matrix is a result: the claim is undecided then.
            return double.NaN;
        }
    }
}
