using Occam.Experiments.Judging;
using Occam.Experiments.MatrixCompletion;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Experiments.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;

namespace Occam.Experiments.Tests.MatrixCompletion;

/// <summary>A small run, and what is refused.</summary>
public sealed class MatrixCompletionExperimentTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_matrix_of_rank_one_is_found_by_three_factors()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(
            _runs.Path, "matrix-completion", 1, ("size", "16"), ("rank", "1"), ("observed", "110,200"), ("steps", "30000"), ("rate", "0.001"), ("path-rate", "0.02"), ("path-steps", "4000"), ("starts", "0.01,0.001"), ("draws", "2"));
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher(), threads: 2);
        Assert.All(findings.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.Equal(Verdict.Held, findings.Claims.Single(c => c.Id == "many-observations-agree").Verdict);
        Assert.Equal(Verdict.Held, findings.Claims.Single(c => c.Id == "speeds-of-the-theorem").Verdict);
        Assert.Empty(findings.Published);
        Assert.False(Directory.Exists(Path.Combine(ExperimentRun.Open(prepared).Folder.FolderPath, "checkpoints")) && Directory.EnumerateFiles(Path.Combine(ExperimentRun.Open(prepared).Folder.FolderPath, "checkpoints")).Any());
    }

    [Fact]
    public void Sensing_runs_as_well()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(
            _runs.Path, "matrix-completion", 1, ("task", "sensing"), ("size", "8"), ("rank", "1"), ("observed", "40,80"), ("steps", "2000"), ("starts", "0.01,0.001"), ("draws", "2"));
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher(), threads: 2);
        Assert.Equal("The least nuclear norm is sought for completion only.", findings.Claims.Single(c => c.Id == "not-the-least-norm").Note);
        Assert.DoesNotContain(findings.Tables[0].Rows, row => row[1].ToString()!.Contains("least", StringComparison.Ordinal));
    }

    [Fact]
    public void The_matrix_has_the_rank_and_the_size_that_were_asked_and_more_observations_include_fewer()
    {
        MatrixPlan plan = Plan();
        MatrixProblem problem = new(new Seed(3), plan, 0);
        double[] spectrum = MatrixProblem.SpectrumOf(problem.Truth, 12);
        Assert.Equal(12, Math.Sqrt(problem.Truth.Sum(v => v * v)), 1e-12);
        Assert.InRange(spectrum[2], 1e-3, 12);
        Assert.InRange(spectrum[3], 0, 1e-13);
        Assert.Subset(problem.Observations(100).Places.ToHashSet(), problem.Observations(60).Places.ToHashSet());
        Assert.NotEqual(problem.Truth, new MatrixProblem(new Seed(3), plan, 1).Truth);
    }

    [Theory]
    [InlineData("observed", "100,60", "observed: expected different whole numbers in ascending order, got '100,60'. Write the smallest first, each once.")]
    [InlineData("observed", "60,145", "observed: expected at most 144, the entries of a matrix of size=12, got '145'. Write for example observed=36,72.")]
    [InlineData("observed", "0", "observed: expected numbers from 1 to 2147483647 between commas, got '0'. Write for example observed=250,500.")]
    [InlineData("depths", "1,2", "depths: expected numbers from 2 to 20 between commas, got '1'. Write for example depths=2,3.")]
    [InlineData("depths", "2.5", "depths: expected different whole numbers in ascending order, got '2.5'. Write the smallest first, each once.")]
    [InlineData("starts", "0.001,0.01", "starts: expected different scales, the largest first, got '0.001,0.01'. Write for example starts=0.001,0.00001.")]
    [InlineData("rank", "12", "rank: expected a whole number from 1 to 9, got '12'. Write for example rank=2.")]
    [InlineData("size", "2", "rank: expected less than size=2, got '2'. Write for example rank=1.")]
    [InlineData("goal", "0", "goal: expected a number from 1E-12 to 0.01, got '0'. Write for example goal=0.00001.")]
    [InlineData("path-steps", "all", "path-steps: expected a whole number from 2 to 100000000, got 'all'. Write for example path-steps=3000.")]
    [InlineData("draws", "1", "draws: expected a whole number from 2 to 1000, got '1'. Write for example draws=3.")]
    [InlineData("task", "complete", "task: expected completion, sensing, got 'complete'. Did you mean 'completion'?")]
    public void Faults_are_found_before_anything_runs(string key, string value, string text) =>
        Assert.Equal(text, Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", "matrix-completion", 1, (key, value))).Faults[0].ToString());

    [Fact]
    public void Measurements_that_do_not_fit_into_memory_are_refused() => Assert.Equal(
        "observed: expected at most 1073741 measurements with matrices of size=50, which take 2 GiB, got '2000000'. Ask for fewer, or for a smaller size=.".Replace("1073741", $"{(2L << 30) / 8 / 2500}", StringComparison.Ordinal),
        Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", "matrix-completion", 1, ("task", "sensing"), ("size", "50"), ("observed", "10,2000000"))).Message);

    [Fact]
    public void A_rate_that_is_too_large_is_named()
    {
        PreparedRun prepared = TemporaryRuns.Prepare(_runs.Path, "matrix-completion", 1, ("path-rate", "1000"), ("path-steps", "2000"), ("steps", "1"));
        string text = Assert.Throws<NumericalException>(() => TemporaryRuns.Execute(prepared, new Watcher())).Message;
        Assert.StartsWith("Watched descent of depth ", text, StringComparison.Ordinal);
        Assert.EndsWith("Lower path-rate=.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_descent_that_was_interrupted_goes_on_from_its_state()
    {
        PreparedRun prepared = TemporaryRuns.Prepare("nowhere", "matrix-completion", 1, ("steps", "400"), ("depths", "3"), ("starts", "0.01"), ("path-steps", "4"), ("draws", "2"));
        PreparedRun whole = _runs.Here(prepared, "whole"), cut = _runs.Here(prepared, "cut");
        Watcher uninterrupted = new();
        TemporaryRuns.Execute(whole, uninterrupted);
        using CancellationTokenSource source = new();
        Watcher watcher = new(at =>
        {
            if (at == uninterrupted.Events - 4) source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => TemporaryRuns.Execute(cut, watcher, 2, source.Token));
        string state = Assert.Single(Directory.GetFiles(Path.Combine(ExperimentRun.Open(cut).Folder.FolderPath, "checkpoints")));
        Assert.Contains("depth-3-", state, StringComparison.Ordinal);
        TemporaryRuns.Execute(cut, new Watcher());
        Assert.Equal(TemporaryRuns.Bytes(whole), TemporaryRuns.Bytes(cut));
    }

    [Fact]
    public void Numbers_of_the_paper_stand_beside_those_of_its_own_settings()
    {
        PublishedNumber[] numbers = [.. MatrixPublished.Beside(new MatrixRecord(new RunRecord(null, [], [], Array)))];
        Assert.Equal((2.3e-2, 1e-3, true), Of("error-2000-2-0.000001"));
        Assert.Equal((1.0e-1, 1e-2, true), Of("error-2000-2-0.001"));
        Assert.Equal((4e-5, 1e-2, true), Of("error-2000-3-0.001"));
        Assert.Equal((217.2, 220, true), Of("nuclear-norm-2000-2-0.000001"));
        Assert.Equal((10.1, 6, true), Of("effective-rank-2000-2-0.001"));
        Assert.Equal((0.106, 0.1, true), Of("least-norm-error-2000"));
        Assert.Equal((0.001671, 0.5, false), Of("watched-3"));
        Assert.DoesNotContain(numbers, n => n.Id.Contains("5000", StringComparison.Ordinal));

        (double?, double?, bool) Of(string id) => numbers.Where(n => n.Id == id).Select(n => (n.Published, n.Measured is { } m ? Math.Round(m, 12) : (double?)null, n.Comparable)).Single();

        static double[] Array(string name)
        {
            if (name.StartsWith("plan-", StringComparison.Ordinal))
            {
                MatrixPlan plan = Plan() with { Size = 100, Rank = 5, Observed = [2000], Depths = [2, 3], Starts = [1e-3, 1e-6], Goal = 1e-6, Tolerance = 1e-3, PathDepths = [3] };
                return plan.Computation().Compute(null!).Single(a => $"plan-{a.Name}" == name).Values;
            }

            if (name.StartsWith("least-norm", StringComparison.Ordinal)) return [0.1, 1e-7, 215, 8, 10, 1e-5];
            if (name.StartsWith("path-", StringComparison.Ordinal)) return [1, 0.5];
            return [name.Contains("start-0", StringComparison.Ordinal) ? 1e-2 : 1e-3, 1e-7, 220, 6, 10, double.NaN];
        }
    }

    [Fact]
    public void Data_and_a_model_are_not_asked_for()
    {
        string text = Assert.Throws<InputException>(() => RunPreparation.Prepare(
            new RunRequest(new MatrixCompletionExperiment(), Budget.Smoke, 1, new Dictionary<string, string> { ["data"] = "mnist" }, "runs"))).Message;
        Assert.StartsWith("setting 'data': expected one of task, size, rank, ", text, StringComparison.Ordinal);
    }

    private static MatrixPlan Plan() => new()
    {
        Size = 12,
        Rank = 3,
        Completes = true,
        Draws = 2,
        Observed = [60, 100],
        Depths = [2],
        Starts = [0.1],
        Rate = 0.1,
        Steps = 1,
        Goal = 1e-6,
        Tolerance = 0,
        PathDepths = [1],
        PathSteps = 2,
        PathRate = 0.1,
        PathStart = 0.1,
    };
}
