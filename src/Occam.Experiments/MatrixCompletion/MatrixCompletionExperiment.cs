using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Settings;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>Matrices of low rank from a part of their entries, by descent on a product of factors and by the least nuclear norm.</summary>
public sealed class MatrixCompletionExperiment : IFreeExperiment
{
    private const int LargestSize = 500, MostSteps = 100_000_000;
    private const long LargestMeasurements = 2L << 30;

    /// <inheritdoc/>
    public string Id => "matrix-completion";

    /// <inheritdoc/>
    public About About => new(
        "Does gradient descent seek a small norm, or something that no norm describes?",
        "A product of N square matrices can be any matrix, so a deep linear network that is asked for some entries of one can answer with anything for the others. Descent from small weights "
        + "answers well all the same when the matrix has a low rank. A guess was that it finds the matrix of the least nuclear norm, which is what convex programs seek.\n\n"
        + "Here both are done for the same observations. The least nuclear norm comes with a proof of how far it can be off. Descents differ in depth and in how small their first weights are. "
        + "Others are watched step by step: theory says how fast each singular value of the product moves, the more factors the more the large ones are favoured.",
        [
            "Arora, Cohen, Hu, Luo 2019, Implicit Regularization in Deep Matrix Factorization, arXiv 1905.13655",
            "Gunasekar, Woodworth, Bhojanapalli, Neyshabur, Srebro 2017, Implicit Regularization in Matrix Factorization, arXiv 1705.09280",
            "Candès, Recht 2009, Exact Matrix Completion via Convex Optimization",
        ]);

    /// <inheritdoc/>
    public IReadOnlyList<ClaimInfo> Claims => MatrixClaims.All;

    /// <inheritdoc/>
    public IReadOnlyList<SettingInfo> Settings { get; } =
    [
        new("task", "completion: entries are observed; sensing: inner products with random matrices", "completion"),
        new("size", "rows and columns of the matrix, and of every factor", "30", "100", "100"),
        new("rank", "of the matrix", "2", "5", "5"),
        new("draws", "how many matrices are drawn", "3"),
        new("observed", "numbers of observations between commas, ascending", "250,500", "2000,5000", "2000,5000"),
        new("depths", "numbers of factors between commas, ascending, from 2 on", "2,3", "2,3", "2,3,4"),
        new("starts", "scales s of the first weights between commas, descending: the product begins with a norm of about s·√size", "0.01,0.0001", "0.001,0.00001", "0.001,0.0001,0.00001,0.000001"),
        new("rate", "learning rate of the descents, divided by the running size of the gradient", "0.002", "0.005", "0.001"),
        new("steps", "steps of a descent at most", "30000", "60000", "1000000"),
        new("goal", "loss at which a descent ends", "0.00001", "0.000001", "0.000001"),
        new("tolerance", "how far an entry of the matrix of the least nuclear norm may lie from its observation", "0.001"),
        new("path-depths", "numbers of factors of the watched descents between commas, ascending", "1,2,3"),
        new("path-steps", "steps of a watched descent", "3000", "6000", "20000"),
        new("path-rate", "their learning rate, constant", "0.2", "0.5", "0.5"),
        new("path-start", "scale of their first weights, multiples of the identity", "0.001"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<Computation> Plan(Seed seed, ResolvedSettings settings)
    {
        int size = settings.Integer("size", 2, LargestSize);
        bool completes = settings.Choice("task", "completion", "sensing") == "completion";
        MatrixPlan plan = new()
        {
            Size = size,
            Rank = settings.Integer("rank", 1, SingularPaths.Kept - 1),
            Completes = completes,
            Draws = settings.Integer("draws", 2, 1000),
            Observed = Ascending(settings, "observed", 1, int.MaxValue),
            Depths = Ascending(settings, "depths", 2, 20),
            Starts = settings.Numbers("starts", 1e-12, 10),
            Rate = settings.Number("rate", 1e-9, 10),
            Steps = settings.Integer("steps", 1, MostSteps),
            Goal = settings.Number("goal", 1e-12, 0.01),
            Tolerance = settings.Number("tolerance", 0, 0.01),
            PathDepths = Ascending(settings, "path-depths", 1, 20),
            PathSteps = settings.Integer("path-steps", 2, MostSteps),
            PathRate = settings.Number("path-rate", 1e-9, 1000),
            PathStart = settings.Number("path-start", 1e-12, 10),
        };
        if (settings.Faults.Count == 0) CheckSizes(plan, settings);
        if (settings.Faults.Count == 0 && !plan.Starts.SequenceEqual(plan.Starts.Distinct().OrderDescending()))
            settings.Faults.Add(new Fault("starts", "different scales, the largest first", $"'{settings.Text("starts")}'", "Write for example starts=0.001,0.00001."));
        return settings.Faults.Count > 0 ? [] : [.. Computations(seed.Derive("matrix-completion"), plan)];
    }

    /// <inheritdoc/>
    public Conclusions Conclude(RunRecord record)
    {
        MatrixRecord matrices = new(record);
        return new Conclusions(MatrixClaims.Judge(matrices), MatrixTables.All(matrices), MatrixFigures.All(matrices), MatrixPublished.Beside(matrices));
    }

    private static IEnumerable<Computation> Computations(Seed seed, MatrixPlan plan)
    {
        yield return plan.Computation();
        for (int draw = 0; draw < plan.Draws; draw++)
        {
            yield return LeastNorms.Truth(seed, plan, draw);
            foreach (int depth in plan.PathDepths) yield return SingularPaths.Computation(seed, plan, depth, draw);
            foreach (int observed in plan.Completes ? plan.Observed : []) yield return LeastNorms.Least(seed, plan, observed, draw);
        }

        foreach (FitPoint at in plan.Fits) yield return ChainFits.Computation(seed, plan, at);
    }

    private static void CheckSizes(MatrixPlan plan, ResolvedSettings settings)
    {
        int entries = plan.Size * plan.Size;
        if (plan.Rank >= plan.Size) settings.Faults.Add(new Fault("rank", $"less than size={plan.Size}", $"'{plan.Rank}'", "Write for example rank=1."));
        if (plan.Completes && plan.Many > entries)
            settings.Faults.Add(new Fault("observed", $"at most {entries}, the entries of a matrix of size={plan.Size}", $"'{plan.Many}'", $"Write for example observed={Math.Max(1, entries / 4)},{entries / 2}."));
        long bytes = sizeof(double) * (long)plan.Many * entries;
        if (!plan.Completes && bytes > LargestMeasurements)
        {
            settings.Faults.Add(new Fault(
                "observed", $"at most {LargestMeasurements / sizeof(double) / entries} measurements with matrices of size={plan.Size}, which take {LargestMeasurements >> 30} GiB", $"'{plan.Many}'", "Ask for fewer, or for a smaller size=."));
        }
    }

    private static int[] Ascending(ResolvedSettings settings, string key, int low, int high)
    {
        int before = settings.Faults.Count;
        double[] numbers = settings.Numbers(key, low, high);
        if (settings.Faults.Count > before) return [low];
        if (numbers.All(double.IsInteger) && numbers.SequenceEqual(numbers.Distinct().Order())) return [.. numbers.Select(v => (int)v)];
        settings.Faults.Add(new Fault(key, "different whole numbers in ascending order", $"'{settings.Text(key)}'", "Write the smallest first, each once."));
        return [low];
    }
}
