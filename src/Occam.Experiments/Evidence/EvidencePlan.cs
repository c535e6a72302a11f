using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Watching;
using Occam.Numerics.Simd;

namespace Occam.Experiments.Evidence;

/// <summary>What a run of <see cref="EvidenceExperiment"/> goes through.</summary>
/// <param name="Lambdas">λ of the linear model, ascending.</param>
/// <param name="Draws">How many random sets of labels.</param>
/// <param name="NetworkLambdas">λ of the network, ascending; none without a network.</param>
/// <param name="NetworkDraws">How many random sets of labels for it.</param>
/// <param name="BiasRange">R.</param>
/// <param name="TestCount">Test images.</param>
internal sealed record EvidencePlan(double[] Lambdas, int Draws, double[] NetworkLambdas, int NetworkDraws, double BiasRange, int TestCount)
{
    /// <summary>The plan as it was written down.</summary>
    public static EvidencePlan Of(RunRecord record)
    {
        double[] counts = record.Result(EvidenceNames.Plan, EvidenceNames.Counts);
        return new EvidencePlan(
            record.Result(EvidenceNames.Plan, EvidenceNames.Lambdas), (int)counts[0], record.Result(EvidenceNames.Plan, EvidenceNames.NetworkLambdas), (int)counts[1], counts[2], (int)counts[3]);
    }

    /// <summary>Powers of ten between two whole ones, so many in a decade.</summary>
    public static double[] Decades(int from, int to, int each) =>
        [.. Enumerable.Range(0, ((to - from) * each) + 1).Select(i => Elementary.Exp((from + ((double)i / each)) * Elementary.Log(10.0)))];

    /// <summary>Writes the plan beside the results, so that they can be judged from the run folder alone.</summary>
    public Computation Computation() => new(EvidenceNames.Plan, [EvidenceNames.Lambdas, EvidenceNames.NetworkLambdas, EvidenceNames.Counts], _ =>
    [
        new NamedArray(EvidenceNames.Lambdas, Lambdas), new NamedArray(EvidenceNames.NetworkLambdas, NetworkLambdas),
        new NamedArray(EvidenceNames.Counts, [Draws, NetworkDraws, BiasRange, TestCount]),
    ]);
}
