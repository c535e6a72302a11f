using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Numerics.Errors;
using Occam.Records;

namespace Occam.Experiments.Tests.Capacity;

/// <summary>What is wrong with a plan is said before it runs, and small runs end with all claims.</summary>
public sealed class CapacityPlanTests
{
    [Theory]
    [InlineData("sizes=80,20", "sizes: expected two or more different whole numbers in ascending order, got '80,20'. Write for example sizes=100,1000.")]
    [InlineData("sizes=20,1000", "sizes: expected numbers from 2 to 100 between commas, got '1000'. Write for example sizes=20,80.")]
    [InlineData("repetitions=3", "repetitions: expected a whole number from 2 to 2, got '3'. Write for example repetitions=2.")]
    [InlineData("networks=linear", "networks: expected NAME@RATE between commas with a learning rate above 0, or none, got 'linear'. Write for example networks=lenet@0.02.")]
    [InlineData("left-out=61", "left-out: expected a whole number from 2 to 60, got '61'. Write for example left-out=3.")]
    [InlineData("model=resnet:20", "normalization: expected group, layer or none, which keep no statistics, got 'batch' in resnet:20. Write for example normalization=group.")]
    public void Faults(string setting, string text)
    {
        string[] halves = setting.Split('=');
        InputException fault = Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", "capacity", 1, (halves[0], halves[1])));
        Assert.Contains(text, fault.Faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("networks", "lenet@0.02")]
    [InlineData("activation", "tanh")]
    [InlineData("networks", "none")]
    public void A_small_run_judges_every_claim(string key, string value)
    {
        using TemporaryRuns runs = new();
        PreparedRun prepared = TemporaryRuns.Prepare(runs.Path, "capacity", 1, (key, value), ("sizes", "10,30"), ("steps", "30"), ("leave-steps", "10"));
        Findings findings = TemporaryRuns.Execute(prepared, new Watcher(), threads: 2);
        Assert.Equal(ExperimentCatalog.Find("capacity").Claims.Select(c => c.Id), findings.Claims.Select(c => c.Id));
        Assert.All(findings.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.Equal(4, findings.Figures.Count);
    }

    [Fact]
    public void Training_that_is_too_short_decides_nothing_that_needs_an_upper_end()
    {
        // One step follows no tosses, but half-spaces of 784 pixels shatter 60 images. With R̂ = 0.1 the bound would be 0.63.
        using TemporaryRuns runs = new();
        PreparedRun prepared = TemporaryRuns.Prepare(runs.Path, "capacity", 1, ("sizes", "20,60"), ("steps", "1"), ("leave-steps", "1"));
        IReadOnlyList<Claim> claims = TemporaryRuns.Execute(prepared, new Watcher()).Claims;
        Claim Of(string id) => claims.Single(c => c.Id == id);
        Assert.Equal(Verdict.Undecided, Of("rademacher-bound-vacuous").Verdict);
        Assert.InRange(Of("rademacher-bound-vacuous").Measured!.Value, 0.4, 0.99);
        Assert.Equal((Verdict.Undecided, 0), (Of("linear-complexity-falls").Verdict, Of("linear-complexity-falls").Measured!.Value));
        Assert.Equal(Verdict.Contradicted, Of("linear-bound-not-vacuous").Verdict);
    }

    [Fact]
    public void What_is_left_out_is_not_trained_on()
    {
        // Without any step nothing depends on the examples, so nothing changes; with some, the left-out example's own loss does.
        using TemporaryRuns runs = new();
        PreparedRun prepared = TemporaryRuns.Prepare(runs.Path, "capacity", 1, ("networks", "none"), ("sizes", "10,20"), ("steps", "2"), ("leave-steps", "60"));
        ResultTable stability = TemporaryRuns.Execute(prepared, new Watcher()).Tables.Single(t => t.Id == "stability");
        Assert.All(stability.Rows, row => Assert.InRange(row[1].Number!.Value, 1e-4, 1));
        Assert.All(stability.Rows, row => Assert.True(row[4].Number > 0, "Leaving an example out did not raise its loss."));
    }
}
