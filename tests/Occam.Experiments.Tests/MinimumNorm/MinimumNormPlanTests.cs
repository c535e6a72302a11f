using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.MinimumNorm;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Experiments.Tests.Support;
using Occam.Experiments.Trials;
using Occam.Experiments.Watching;
using Occam.Formats.Npy;
using Occam.Numerics.Errors;
using Occam.Records;

namespace Occam.Experiments.Tests.MinimumNorm;

/// <summary>The plan of minimum-norm, its faults, a small run, and what long computations may keep on disk.</summary>
public sealed class MinimumNormPlanTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("kernels=linear,gausian", "kernels: expected linear, gaussian, random-convolution, gabor, gabor-gaussian between commas, got 'gausian'. Did you mean 'gaussian'?")]
    [InlineData("curve=50,40", "curve: expected different numbers in ascending order, got '50,40'. Put them in order.")]
    [InlineData("curve=2.5", "curve: expected whole numbers between commas, got '2.5'. Leave out the fractions.")]
    [InlineData("descent=101", "descent: expected at most 100, the smaller number of training examples and pixels, got 101. Write descent=50.")]
    [InlineData("ridges=1,0.1", "ridges: expected different numbers in ascending order, got '1,0.1'. Put them in order.")]
    [InlineData("linear-up-to=20", "curve: expected a number of training examples that the kernel 'linear' may have, at most 20, got '50,100'. Add a smaller one.")]
    [InlineData("patch=28", "kernels, 'random-convolution': features of images of 1×28×28: expected square images of 1 channels and at least 29×29 pixels, got 1×28×28. Use other images, or leave these features out.")]
    public void Faults(string setting, string text)
    {
        InputException fault = Assert.Throws<InputException>(() => Prepare(setting));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Computations_are_in_the_order_of_their_examples_and_the_last_is_the_largest()
    {
        string[] names = [.. Prepare("curve=30", "kernels=gaussian,linear", "linear-up-to=30").Plan.Computations.Select(c => c.Name)];
        Assert.Equal(["plan", "descent-stochastic", "descent-whole-batch", "descent-random-start", "linear-30", "linear-30-ridge", "gaussian-30", "gaussian-100", "gaussian-100-ridge"], names);
    }

    [Fact]
    public void A_matrix_that_does_not_fit_is_refused_with_what_does()
    {
        LaboratoryPlan laboratory = Prepare().Laboratory;
        List<Fault> faults = [];
        KernelChoice gaussian = new(KernelChoice.Gaussian, null, 0.02, int.MaxValue), linear = new(KernelChoice.Linear, null, null, 60_000);
        MinimumNormMemory.Check(laboratory, [gaussian], [[60_000]], 9_000_000_000, faults);
        Assert.Empty(faults);
        MinimumNormMemory.Check(laboratory, [gaussian, linear], [[1000, 60_000], [60_000]], 3_000_000_000, faults);

        // 2n² + 2·768n bytes for the factor, 4·784(n + 50) for pixels, 800n for coefficients and 700 MiB for the program: 2.9975 GB for 32,300, 3.011 GB for 32,400.
        Assert.Equal(
            "train: expected a kernel matrix of 'gaussian' that fits into the 3.0 GB of memory that are free, got 60000 training examples, which need 8.3 GB. Write train=32300; the learning curve then ends there.",
            faults[0].ToString());
        Assert.StartsWith("linear-up-to: expected a kernel matrix of 'linear'", faults[1].ToString(), StringComparison.Ordinal);
        Assert.True(MinimumNormMemory.Bytes(laboratory, gaussian, 32_300) <= 3_000_000_000 && MinimumNormMemory.Bytes(laboratory, gaussian, 32_400) > 3_000_000_000);
        Assert.InRange(MinimumNormMemory.Available(), 1L << 20, long.MaxValue);
    }

    [Fact]
    public void A_small_run_agrees_with_itself()
    {
        PreparedRun prepared = Prepare("curve=30,60", "epochs=50");
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher(), threads: 2);
        RunFolder folder = ExperimentRun.Open(prepared).Folder;
        Assert.All(findings.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        double[] values = Read(folder, "gaussian-100-values"), norms = Read(folder, "gaussian-100-class-norms"), predicted = Read(folder, "gaussian-100-predictions");
        Assert.Equal(values[6] * values[6], norms.Sum(n => n * n), 1e-9);
        Assert.Equal(values[4], predicted.Where((p, i) => p != prepared.Laboratory.Data.Test!.Labels[i]).Count() / 50.0, 1e-12);

        // Ridge shrinks the norm; the solution without one fits all.
        double[] ridges = Read(folder, "gaussian-100-ridge-values");
        Assert.Equal(0, values[3]);
        for (int at = 0; at < 4; at++) Assert.True(ridges[(at * 11) + 6] < (at == 0 ? values[6] : ridges[((at - 1) * 11) + 6]));
        Assert.Equal(["mnist-gaussian", "mnist-pixels-norm", "mnist-wavelets", "mnist-wavelets-norm"], findings.Published.Select(p => p.Id));
        Assert.All(findings.Published, p => Assert.False(p.Comparable));
    }

    [Fact]
    public void Norms_without_a_tenth_are_those_of_the_equations_of_the_others()
    {
        // Ten examples, so that each group is one; the nine others solved by elimination, from pixels alone.
        PreparedRun prepared = Prepare("curve=10", "kernels=gaussian,gabor-gaussian", "features-up-to=10", "linear-up-to=10", "descent=5");
        Assert.Equal(MinimumNormNames.Jackknife, prepared.Plan.Computations.Last(c => c.Name != "gaussian-100" && c.Name != "gaussian-100-ridge").Name);
        TemporaryRuns.Execute(prepared, new Watcher());
        RunFolder folder = ExperimentRun.Open(prepared).Folder;
        double[] norms = Read(folder, $"{MinimumNormNames.Jackknife}-{MinimumNormNames.PixelNorms}"), wavelets = Read(folder, $"{MinimumNormNames.Jackknife}-{MinimumNormNames.WaveletNorms}");
        ChosenImages images = ChosenImages.Of(prepared.Laboratory, 10);
        Assert.Equal((10, 10), (norms.Length, wavelets.Length));
        for (int left = 0; left < 10; left++) Assert.Equal(Norm(images, [.. Enumerable.Range(0, 10).Where(i => i != left)]), norms[left], 1e-7);
        Assert.All(wavelets, norm => Assert.InRange(norm, 1, Read(folder, "gabor-gaussian-10-values")[6] * 1.1));
        Assert.Equal(10, wavelets.Distinct().Count());
    }

    /// <summary>√(Σ_c y_cᵀK⁻¹y_c) with K = exp(−0.02‖x − y‖²), by elimination.</summary>
    private static double Norm(ChosenImages images, int[] chosen)
    {
        int n = chosen.Length, size = images.Pixels.Length / 10, classes = images.Classes;
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++)
        {
            rows[i] = new double[n + classes];
            for (int j = 0; j < n; j++)
                rows[i][j] = Math.Exp(-0.02 * Enumerable.Range(0, size).Sum(k => Math.Pow((double)images.Pixels[(chosen[i] * size) + k] - images.Pixels[(chosen[j] * size) + k], 2)));
            rows[i][n + images.Labels[chosen[i]]] = 1;
        }

        for (int pivot = 0; pivot < n; pivot++)
        {
            for (int i = 0; i < n; i++)
            {
                double times = i == pivot ? 0 : rows[i][pivot] / rows[pivot][pivot];
                for (int j = 0; j < n + classes; j++) rows[i][j] -= times * rows[pivot][j];
            }
        }

        return Math.Sqrt(Enumerable.Range(0, n).Sum(i => rows[i][n + images.Labels[chosen[i]]] / rows[i][i]));
    }

    [Fact]
    public void A_singular_matrix_is_a_result()
    {
        // 36 pixels in the middle cannot tell 50 images apart linearly.
        PreparedRun prepared = Prepare("crop=6", "kernels=linear,gaussian", "linear-up-to=100", "descent=5", "curve=50");
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher());
        Assert.Equal(Verdict.Undecided, findings.Claims.Single(c => c.Id == "closed-form-fits").Verdict);
        Assert.Contains(findings.Tables.Single(t => t.Id == "kernels").Rows, row => row[0].Text == "linear" && row[3].Text == "singular");
    }

    [Fact]
    public void What_a_computation_keeps_is_there_after_an_interruption_and_gone_at_the_end()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(_runs.Path, new Keeping());
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => TemporaryRuns.Execute(prepared, new Watcher(_ => source.Cancel()), 1, source.Token));
        string folder = ExperimentRun.Open(prepared).Folder.FolderPath, state = Path.Combine(folder, "checkpoints", "long-half");
        Assert.Equal("half", File.ReadAllText(state));
        TemporaryRuns.Execute(prepared, new Watcher());
        Assert.False(File.Exists(state));
        Assert.Equal([1.0], Read(ExperimentRun.Open(prepared).Folder, "long-resumed"));
    }

    private static double[] Read(RunFolder folder, string name) => NpyFile.Read(folder.ArrayPath(name)).ToDouble();

    private PreparedRun Prepare(params string[] settings) =>
        TemporaryRuns.Prepare(_runs.Path, "minimum-norm", 1, [.. settings.Select(s => (s[..s.IndexOf('=')], s[(s.IndexOf('=') + 1)..]))]);

    /// <summary>Keeps a file, reports twice, and says whether the file was there.</summary>
    private sealed class Keeping : ILaboratoryExperiment
    {
        public string Id => "keeping";

        public About About => new("?", "!", []);

        public IReadOnlyList<ClaimInfo> Claims => [];

        public IReadOnlyList<SettingInfo> Settings => CommonSettings.With();

        public ExperimentPlan Plan(LaboratoryPlan laboratory, ResolvedSettings settings) => new([], [new Computation("long", ["resumed"], Compute)]);

        public Conclusions Conclude(RunRecord record) => new([], [], [], []);

        private static NamedArray[] Compute(ComputationSite site)
        {
            bool resumed = File.Exists(site.StatePath("half"));
            File.WriteAllText(site.StatePath("half"), "half");
            site.Report(1, 2);
            site.Report(2, 2);
            return [new NamedArray("resumed", [resumed ? 1 : 0])];
        }
    }
}
