using Occam.Experiments.Reparametrization;
using Occam.Experiments.Running;
using Occam.Experiments.Tests.Support;
using Occam.Measures.Curvature;
using Occam.Measures.Planning;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Records;

namespace Occam.Experiments.Tests.Reparametrization;

/// <summary>A small run: all measures are tried, and the pages of the measures say what came out.</summary>
public sealed class ReparametrizationExperimentTests : IDisposable
{
    private readonly TemporaryRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Every_measure_takes_part()
    {
        string[] known =
        [
            .. typeof(IMeasure).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IMeasure)) && !t.IsInterface).Select(t => t.Name).Order(),
            .. PointMeasures.All.Select(m => m.GetType().Name).Order(),
        ];
        string[] audited = [.. AuditedMeasures.Sweeps(16, new Seed(1)).Select(m => m.GetType().Name).Order(), .. AuditedMeasures.Points(null).Select(m => m.GetType().Name).Order()];
        Assert.Equal(known, audited);
        Assert.Equal(AuditedMeasures.Quantities.Count, AuditedMeasures.Quantities.Select(q => q.Name).Distinct().Count());
    }

    [Fact]
    public void The_pages_of_the_measures_say_what_a_run_finds()
    {
        Findings findings = TemporaryRuns.Execute(Prepare(), new Watcher());
        Assert.Equal(ExperimentCatalog.Find("reparametrization").Claims.Select(c => c.Id), findings.Claims.Select(c => c.Id));
        Assert.All(findings.Tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.All(
            findings.Claims.Where(c => c.Id.Contains("invariant", StringComparison.Ordinal) || c.Id.StartsWith("function-kept", StringComparison.Ordinal)),
            claim => Assert.Equal(Verdict.Held, claim.Verdict));
        (string Measure, string Line)[] badges = [.. findings.Tables.Single(t => t.Id == "badges").Rows.Select(row => (row[0].Text!, row[1].Text!))];
        Assert.All(badges, badge => Assert.Contains(
            $"**Under α-scaling** ([reparametrization](../experiments/reparametrization.md)): {badge.Line}\n", Page(badge.Measure), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("activation", "tanh", "model: expected two layers with weights around relu or leaky-relu, got 'mlp:8' without. Write for example model=mlp:32 activation=relu.")]
    [InlineData("normalization", "none", "normalized-model: expected weights that a normalization alone reads, got 'mlp-norm:8' without. Write for example normalized-model=mlp-norm:32 normalization=layer.")]
    [InlineData("examples", "3", "examples: expected a whole number from 16 to 5000, got '3'. Write for example examples=64.")]
    public void Faults_are_found_before_anything_runs(string key, string value, string text) =>
        Assert.Equal([text], Assert.Throws<InputException>(() => TemporaryRuns.Prepare("runs", "reparametrization", 1, (key, value))).Faults.Select(f => f.ToString()));

    private static string Page(string measure)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Occam.slnx"))) folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder!.FullName, "docs", "measures", $"{measure}.md")).ReplaceLineEndings("\n");
    }

    private PreparedRun Prepare() => TemporaryRuns.Prepare(_runs.Path, "reparametrization", 1, ("examples", "32"), ("steps", "30"));
}
