using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Records;

namespace Occam.Experiments.Tests.Running;

/// <summary>What is wrong with a plan of evidence or batch-size is said before it runs, and a small run of either ends with all claims.</summary>
public sealed class EvidenceAndBatchSizePlanTests
{
    [Theory]
    [InlineData("evidence", "pair=1,1", "pair: expected two different classes between a comma, got '1,1'. Write for example pair=0,1.")]
    [InlineData("evidence", "lambda-to=-6", "lambda-to: expected more than lambda-from, -6, got -6. Choose a range.")]
    [InlineData("evidence", "network-lambdas=1,1", "network-lambdas: expected different numbers in ascending order, got '1,1'. Write for example network-lambdas=0.1,1,10.")]
    [InlineData("evidence", "network=mlp:500", "network: expected at most 4096 parameters, so that all eigenvalues can be computed, got 25501. Choose a smaller network, or a larger pool.")]
    [InlineData("batch-size", "batches=5,5,10", "batches: expected three or more different batch sizes in ascending order, got '5,5,10'. Write for example batches=10,30,100.")]
    [InlineData("batch-size", "batches=2.5,5,10", "batches: expected whole numbers between commas, got '2.5,5,10'. Leave out the fractions.")]
    [InlineData("batch-size", "optimizer=sgd", "momenta: expected one momentum, because the optimizer has none, got '0.5,0.9'. Write optimizer=momentum, or as many momenta as momentum=.")]
    public void Faults(string experiment, string setting, string text)
    {
        string[] more = setting == "optimizer=sgd" ? ["momenta=0.5,0.9"] : [];
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", experiment, 1, [.. more.Append(setting).Select(Split)]));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("evidence")]
    [InlineData("evidence", "network=none")]
    [InlineData("batch-size", "steps=30", "rates=0.1,0.3", "sizes=50", "momenta=0", "repetitions=2")]
    public void A_small_run_judges_every_claim(string experiment, params string[] settings)
    {
        using TemporaryRuns runs = new();
        PreparedRun prepared = TemporaryRuns.Prepare(runs.Path, experiment, 1, [.. settings.Append("batch-size=1").Select(Split)]);
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher());
        Assert.Equal(ExperimentCatalog.Find(experiment).Claims.Select(c => c.Id), findings.Claims.Select(c => c.Id));
        Assert.NotEmpty(findings.Figures);
        Assert.All(findings.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
    }

    [Fact]
    public void A_training_that_diverges_is_a_result()
    {
        using TemporaryRuns runs = new();
        PreparedRun prepared = TemporaryRuns.Prepare(runs.Path, "batch-size", 1, ("learning-rate", "1e9"), ("rates", "1e9"), ("activation", "square"), ("model", "mlp:8x2"));
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher());
        ResultTable best = findings.Tables.Single(t => t.Id == "best-batches");
        Assert.True(best.Rows[0][^1].Number > 0);
    }

    private static (string, string) Split(string setting) => (setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
}
