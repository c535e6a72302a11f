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
            _runs.Path, "matrix-completion", 1, ("size", "16"), ("rank", "1"), ("observed", "110,200"), ("rate", "0.001"), ("path-steps", "2000"), ("starts", "0.01,0.001"), ("draws", "2"));
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
    [InlineData("observed", "60,145", "observed: expected numbers from 1 to 144 between commas, got '145'. Write for example observed=250,500.")]
    [InlineData("depths", "1,2", "depths: expected numbers from 2 to 20 between commas, got '1'. Write for example depths=2,3.")]
    [InlineData("depths", "2.5", "depths: expected different whole numbers in ascending order, got '2.5'. Write the smallest first, each once.")]
    [InlineData("starts", "0.001,0.01", "starts: expected different scales, the largest first, got '0.001,0.01'. Write for example starts=0.001,0.00001.")]
    [InlineData("rank", "12", "rank: expected a whole number from 1 to 9, got '12'. Write for example rank=2.")]
    [InlineData("draws", "1", "draws: expected a whole number from 2 to 1000, got '1'. Write for example draws=3.")]
    [InlineData("task", "complete", "task: expected completion, sensing, got 'complete'. Did you mean 'completion'?")]
    public void Faults_are_found_before_anything_runs(string key, string value, string text) =>
        Assert.Equal(text, Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", "matrix-completion", 1, (key, value))).Faults[0].ToString());

    [Fact]
    public void Data_and_a_model_are_not_asked_for()
    {
        string text = Assert.Throws<InputException>(() => RunPreparation.Prepare(
            new RunRequest(new MatrixCompletionExperiment(), Budget.Smoke, 1, new Dictionary<string, string> { ["data"] = "mnist" }, "runs"))).Message;
        Assert.StartsWith("setting 'data': expected one of task, size, rank, ", text, StringComparison.Ordinal);
    }

    private static MatrixPlan Plan() => new()
    {
        Size = 12, Rank = 3, Completes = true, Draws = 2, Observed = [60, 100], Depths = [2], Starts = [0.1], Rate = 0.1, Steps = 1, Goal = 0, Tolerance = 0,
        PathDepths = [1], PathSteps = 2, PathRate = 0.1, PathStart = 0.1,
    };
}
