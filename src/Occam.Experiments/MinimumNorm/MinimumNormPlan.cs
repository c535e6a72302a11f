using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Watching;

namespace Occam.Experiments.MinimumNorm;

/// <summary>What a run of <see cref="MinimumNormExperiment"/> goes through.</summary>
/// <param name="Kernels">The kernels, in the order of <see cref="KernelChoice.Ids"/>.</param>
/// <param name="Sizes">For each kernel the numbers of training examples, ascending.</param>
/// <param name="Ridges">λ over the mean of the diagonal, ascending, all above 0.</param>
/// <param name="RidgeUpTo">The most training examples for which ridges are tried.</param>
/// <param name="Bandwidth">γ.</param>
/// <param name="Descent">Training examples of the descents.</param>
internal sealed record MinimumNormPlan(string[] Kernels, int[][] Sizes, double[] Ridges, int RidgeUpTo, double Bandwidth, int Descent)
{
    /// <summary>The plan as it was written down.</summary>
    public static MinimumNormPlan Of(RunRecord record)
    {
        double[] counts = record.Result(MinimumNormNames.Plan, MinimumNormNames.Counts), sizes = record.Result(MinimumNormNames.Plan, MinimumNormNames.Sizes);
        string[] kernels = [.. record.Result(MinimumNormNames.Plan, MinimumNormNames.Kernels).Select(k => KernelChoice.Ids[(int)k])];
        int[][] each = [.. kernels.Select((_, k) => sizes.Where((_, at) => at % kernels.Length == k).Select(n => (int)n).Where(n => n > 0).ToArray())];
        return new MinimumNormPlan(kernels, each, record.Result(MinimumNormNames.Plan, MinimumNormNames.Ridges), (int)counts[0], counts[1], (int)counts[2]);
    }

    /// <summary>The sizes of a kernel; none if it is not among them.</summary>
    public int[] SizesOf(string kernel) => Array.IndexOf(Kernels, kernel) is >= 0 and var at ? Sizes[at] : [];

    /// <summary>The largest size of a kernel for which ridges are tried, or 0.</summary>
    public int RidgeSize(string kernel) => SizesOf(kernel).Where(n => n <= RidgeUpTo).DefaultIfEmpty(0).Max();

    /// <summary>The largest size that both kernels have, or 0.</summary>
    public int Common(string first, string second) => SizesOf(first).Intersect(SizesOf(second)).DefaultIfEmpty(0).Max();

    /// <summary>Writes the plan beside the results, so that they can be judged from the run folder alone. Sizes are a table with a column a kernel, 0 where there is none.</summary>
    public Computation Computation() => new(
        MinimumNormNames.Plan, [MinimumNormNames.Kernels, MinimumNormNames.Sizes, MinimumNormNames.Ridges, MinimumNormNames.Counts], _ =>
    [
        new NamedArray(MinimumNormNames.Kernels, [.. Kernels.Select(k => (double)Array.IndexOf(KernelChoice.Ids, k))]),
        new NamedArray(MinimumNormNames.Sizes, [.. Enumerable.Range(0, Sizes.Max(s => s.Length)).SelectMany(row => Sizes.Select(s => row < s.Length ? (double)s[row] : 0))]),
        new NamedArray(MinimumNormNames.Ridges, Ridges),
        new NamedArray(MinimumNormNames.Counts, [RidgeUpTo, Bandwidth, Descent]),
    ]);
}
