using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Watching;

namespace Occam.Experiments.BatchSizes;

/// <summary>Which trainings there are: every batch size and repetition at some learning rates, numbers of examples and momenta around one base.</summary>
/// <param name="Base">ε, m and N while another of them is varied; its batch is the one whose noise is followed, its repetition is 1.</param>
/// <param name="Batches">B, ascending.</param>
/// <param name="Rates">ε, ascending, the base's among them.</param>
/// <param name="Sizes">N, ascending, the base's among them.</param>
/// <param name="Momenta">m, ascending, the base's among them.</param>
/// <param name="Repetitions">How many trainings of each kind.</param>
/// <param name="Advised">The batch size of the person's own training.</param>
internal sealed record BatchGrid(BatchPoint Base, double[] Batches, double[] Rates, double[] Sizes, double[] Momenta, int Repetitions, int Advised)
{
    private const string Name = "grid", BaseResult = "base", BatchesResult = "batches", RatesResult = "rates", SizesResult = "sizes", MomentaResult = "momenta";

    /// <summary>Every training once, the base's first.</summary>
    public IEnumerable<BatchPoint> Points => Varied(BatchSweepKind.Rate).Concat(Varied(BatchSweepKind.Examples)).Concat(Varied(BatchSweepKind.Momentum))
        .SelectMany(point => Enumerable.Range(1, Repetitions).SelectMany(r => Feasible(point).Select(b => point with { Batch = b, Repetition = r }))).Distinct();

    /// <summary>The grid as it was planned.</summary>
    public static BatchGrid Of(RunRecord record)
    {
        double[] at = record.Result(Name, BaseResult);
        BatchPoint point = new(at[0], at[1], (int)at[2], (int)at[3], 1);
        return new BatchGrid(
            point, record.Result(Name, BatchesResult), record.Result(Name, RatesResult), record.Result(Name, SizesResult), record.Result(Name, MomentaResult), (int)at[4], (int)at[5]);
    }

    /// <summary>Writes the plan beside the results, so that they can be judged from the run folder alone.</summary>
    public Computation Computation() => new(
        Name, [BaseResult, BatchesResult, RatesResult, SizesResult, MomentaResult], _ =>
        [
            new NamedArray(BaseResult, [Base.Rate, Base.Momentum, Base.Examples, Base.Batch, Repetitions, Advised]), new NamedArray(BatchesResult, Batches),
            new NamedArray(RatesResult, Rates), new NamedArray(SizesResult, Sizes), new NamedArray(MomentaResult, Momenta),
        ]);

    /// <summary>The values of what is varied.</summary>
    public double[] Values(BatchSweepKind kind) => kind switch
    {
        BatchSweepKind.Rate => Rates,
        BatchSweepKind.Examples => Sizes,
        _ => Momenta,
    };

    /// <summary>The base with one of its values replaced.</summary>
    public BatchPoint At(BatchSweepKind kind, double value) => kind switch
    {
        BatchSweepKind.Rate => Base with { Rate = value },
        BatchSweepKind.Examples => Base with { Examples = (int)value },
        _ => Base with { Momentum = value },
    };

    /// <summary>The batch sizes that the training set has room for.</summary>
    public IEnumerable<int> Feasible(BatchPoint point) => Batches.Select(b => (int)b).Where(b => b <= point.Examples);

    private IEnumerable<BatchPoint> Varied(BatchSweepKind kind) => Values(kind).Select(value => At(kind, value));
}
