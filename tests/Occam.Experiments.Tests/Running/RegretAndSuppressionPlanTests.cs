using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Records;

namespace Occam.Experiments.Tests.Running;

/// <summary>What is wrong with a plan of regret or suppression is said before it runs, and a small run of either ends with all claims.</summary>
public sealed class RegretAndSuppressionPlanTests
{
    [Theory]
    [InlineData("large-batch=20", "large-batch: expected more than the 20 examples of batch-size, got 20. Choose two different batches.")]
    [InlineData("large-minibatch=8", "large-minibatch: expected more than the 8 examples of small-minibatch, got 8. Choose two different sizes.")]
    [InlineData("sample=30", "large-minibatch: expected at most 10, so that three minibatches fit into the 30 examples measured, got 16. Choose smaller minibatches, or a larger sample or probe.")]
    [InlineData("pair=3", "pair: expected two different classes between a comma, got '3'. Write for example pair=0,1.")]
    [InlineData("pair=3,3", "pair: expected two different classes between a comma, got '3,3'. Write for example pair=0,1.")]
    [InlineData("convex-minibatch=7", "convex-minibatch: expected at most 6, so that three minibatches fit into the 20 examples of two classes, got 7. Choose smaller minibatches, or more training examples.")]
    public void Faults_of_regret(string setting, string text) => Fault("regret", setting, text);

    [Theory]
    [InlineData("rules=mean,rm4", "rules: expected mean, winsorized:PERCENT, median, m3, rm3, ra3, sam:RADIUS or asam:RADIUS, got 'rm4'. Write for example rule=winsorized:8 or rule=sam:0.05; PERCENT lies from 0 to 50, RADIUS above 0.")]
    [InlineData("rules=mean,rm3,mean", "rules: expected different rules, got mean 2 times. Name each once.")]
    [InlineData("rule=rm3", "rule: expected mean, because this experiment compares the rules of rules=, got rm3. Write rules=mean,rm3.")]
    [InlineData("corruption=0.5,1", "corruption: expected different fractions in ascending order from 0, got '0.5,1'. Write for example corruption=0,0.5.")]
    public void Faults_of_suppression(string setting, string text) => Fault("suppression", setting, text);

    [Theory]
    [InlineData("regret", "sample=60", "convex-minibatch=5")]
    [InlineData("suppression", "rules=mean,winsorized:10,rm3", "steps=20")]
    public void A_small_run_judges_every_claim(string experiment, params string[] settings)
    {
        using TemporaryRuns runs = new();
        PreparedRun prepared = TemporaryRuns.Prepare(runs.Path, experiment, 1, [.. settings.Append("batch-size=20").Select(Split)]);
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher());
        Assert.Equal(ExperimentCatalog.Find(experiment).Claims.Select(c => c.Id), findings.Claims.Select(c => c.Id));
        Assert.NotEmpty(findings.Figures);
        Assert.All(findings.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
    }

    private static void Fault(string experiment, string setting, string text)
    {
        string[] common = experiment == "regret" && !setting.StartsWith("convex", StringComparison.Ordinal) ? ["convex-minibatch=5"] : [];
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", experiment, 1, [.. common.Append(setting).Select(Split)]));
        Assert.Equal([text], fault.Faults.Select(f => f.ToString()));
    }

    private static (string, string) Split(string setting) => (setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]);
}
