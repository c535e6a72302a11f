using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Measuring;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Networks.Curvature;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;
using Occam.Numerics.Simd;
using Occam.Records;
using static Occam.Experiments.Judging.FiniteNumbers;

namespace Occam.Experiments.Explaining;

/// <summary>
/// Curvature and evidence where each training has ended. The Hessian's spectrum is that of the mean loss on a random part of the training
/// examples; the errors of its eigenvalues and of its trace are over the choice of that part too. The evidence needs the Gauss-Newton matrix of all of them: a part's has fewer directions, and the Occam factor would be too small.
/// </summary>
internal static class Minima
{
    public const string Largest = "hessian-largest", Smallest = "hessian-smallest", Trace = "hessian-trace", Rank = "effective-rank",
        OverNull = "evidence-over-null", Precision = "prior-precision";

    /// <summary>Probes of the evidence: its error has one degree of freedom less.</summary>
    public const int EvidenceProbes = 2;

    private const int EvidenceSteps = 15, EigenvalueSteps = 60, TraceProbes = 4;

    /// <summary>Disjoint groups of the examples; their scatter is known to a sixth.</summary>
    private const int Groups = 20;

    private const double EigenvalueTolerance = 1e-4;

    private static readonly string[] Results = [Largest, Smallest, Trace, Rank, OverNull, Precision];

    public static IEnumerable<Computation> Computations(IEnumerable<TrialPlan> trials, int sample) =>
        trials.Select(trial => new Computation(Name(trial.Series), Results, site => Compute(site, trial, sample)));

    /// <summary>A quantity and its error at the end of a training.</summary>
    public static (double Value, double Error) Of(RunRecord record, TrialPlan trial, string result)
    {
        double[] values = record.Result(Name(trial.Series), result);
        return (values[0], values[1]);
    }

    /// <summary>One column a training.</summary>
    public static ResultTable Table(RunRecord record) => new(
        "flatness", "Curvature and evidence at the end of each training",
        ["quantity", .. record.Trials.SelectMany(t => (string[])[t.Series, "± error"])],
        [
            Row(record, "largest eigenvalue of the Hessian", Largest),
            Row(record, "smallest eigenvalue of the Hessian", Smallest),
            Row(record, "trace of the Hessian", Trace),
            Row(record, "effective rank of the Gauss-Newton matrix (error: probes alone)", Rank),
            Row(record, "log evidence over the null model, per example (nats; error: probes alone)", OverNull),
            Row(record, "prior precision λ with the largest evidence", Precision),
        ]);

    private static List<Cell> Row(RunRecord record, string label, string result)
    {
        List<Cell> cells = [label];
        foreach (TrialPlan trial in record.Trials)
        {
            (double value, double error) = Of(record, trial, result);
            cells.Add(Finite(value));
            cells.Add(Finite(error));
        }

        return cells;
    }

    private static string Name(string series) => $"flatness-{series}";

    private static IReadOnlyList<NamedArray> Compute(ComputationSite site, TrialPlan trial, int sample)
    {
        LaboratoryPlan laboratory = site.Laboratory;
        int[] order = new int[trial.Train.Count];
        laboratory.Seed.Derive("flatness").Permutation(order);
        using NetworkPasses<float> few = Passes(site, trial, sample), many = Passes(site, trial, trial.Train.Count);
        PointSite<float> part = At(site, trial, few, Subset.Select(trial.Train, order.AsSpan(0, sample)), new CurvatureSettings());
        (Estimate largest, Estimate smallest, Estimate trace) = OfPart(part);
        PointSite<float> whole = At(site, trial, many, trial.Train, new CurvatureSettings { Samples = EvidenceProbes, Steps = EvidenceSteps });
        LaplacePoint all = new(trial.Train.Count, whole.Point.MeanLoss, Reductions.SumOfSquares<float>(whole.Theta));
        SpectralQuadrature gaussNewton = whole.Spectra.Quadrature(CurvatureKind.GaussNewton);
        PrecisionChoice precision = LaplaceEvidence.BestPrecision(all, gaussNewton);
        EvidenceEstimate evidence = LaplaceEvidence.At(all, gaussNewton, precision.Precision, semidefinite: true);
        return
        [
            Pair(Largest, largest), Pair(Smallest, smallest), Pair(Trace, trace), Pair(Rank, part.Spectra.EffectiveRank),
            new(OverNull, [LaplaceEvidence.OverNull(evidence.LogEvidence, all.Examples, Math.Max(2, trial.Train.ClassCount)) / all.Examples, evidence.Error / all.Examples]),
            new(Precision, [precision.Precision, double.NaN]),
        ];
    }

    /// <summary>
    /// The ends of the spectrum and the trace. The error of an end is its residual with the scatter over examples, in squares; that of the trace is the
    /// scatter of the probes' quadratic forms over examples with that of the trace's own probes.
    /// </summary>
    private static (Estimate Largest, Estimate Smallest, Estimate Trace) OfPart(PointSite<float> part)
    {
        LanczosSettings settings = new() { Largest = 1, Smallest = 1, Tolerance = EigenvalueTolerance, MaximumSteps = Math.Min(EigenvalueSteps, part.Theta.Length), KeepVectors = true };
        LanczosResult ends = Lanczos.Solve(part.Workers, new Hessian<float>(part.Point), part.Seed.Derive("ends"), settings, part.Control);
        int group = Math.Max(1, part.Data.Count / Groups);
        int[][] groups = [.. Enumerable.Range(0, part.Data.Count).Chunk(group).Where(g => g.Length == group)];
        double[][] probes = [.. Enumerable.Range(0, TraceProbes).Select(i => Normal(part, i))];
        double[][] forms = ExampleScatter.QuadraticForms(part, groups, [ends.Largest[0].Vector!, ends.Smallest[0].Vector!, .. probes]);
        double[] traces = [.. Enumerable.Range(0, groups.Length).Select(g => forms.Skip(2).Average(f => f[g]))];
        Estimate trace = part.Spectra.HessianTrace;
        return (With(ends.Largest[0], forms[0]), With(ends.Smallest[0], forms[1]), trace with { Error = Together(trace.Error ?? 0, ExampleScatter.StandardError(traces)) });
    }

    private static Estimate With(RitzPair pair, double[] forms) => new(pair.Value, Together(pair.Residual, ExampleScatter.StandardError(forms)));

    private static double Together(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static double[] Normal(PointSite<float> part, int index)
    {
        double[] probe = new double[part.Theta.Length];
        part.Seed.Derive("scatter").Derive(index).Normals(probe, 0, 1);
        return probe;
    }

    /// <summary>Passes that hold all examples at once where memory allows: then every product uses the same forward and backward pass.</summary>
    private static NetworkPasses<float> Passes(ComputationSite site, TrialPlan trial, int examples)
    {
        Network<float> network = site.Passes(trial.Series).Network;
        return new NetworkPasses<float>(network, site.Workers, CurvaturePlan.ChunkFor(network, examples, new CurvatureSettings().Memory));
    }

    private static PointSite<float> At(ComputationSite site, TrialPlan trial, NetworkPasses<float> passes, Dataset data, CurvatureSettings settings) => new(
        passes, site.Laboratory.Loss, data, site.Theta(trial.Series), site.State(trial.Series), site.Laboratory.Seed.Derive("flatness"))
    {
        Settings = settings,
        Control = new IterationControl(done => site.Report(done, 0), site.Cancellation),
    };

    private static NamedArray Pair(string name, Estimate estimate) => new(name, [estimate.Value, estimate.Error ?? 0]);
}
