using Occam.Experiments.Judging;
using Occam.Experiments.Reparametrization;
using Occam.Records;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Judging;

/// <summary>Every claim of the reparametrization experiment, on results made for it.</summary>
public sealed class ReparametrizationClaimsTests
{
    [Fact]
    public void Nothing_that_moves_contradicts_what_should_and_holds_what_should_not()
    {
        IReadOnlyList<Claim> claims = ReparametrizationClaims.Judge(Record((_, _, _) => 3));
        Assert.Equal(ReparametrizationClaims.All.Select(c => c.Id), claims.Select(c => c.Id));
        Assert.All(claims, claim => Assert.Equal(MustMove(claim.Id) ? Verdict.Contradicted : Verdict.Held, claim.Verdict));
        Assert.All(claims, claim => Assert.Equal(0, claim.Measured));
    }

    [Fact]
    public void Everything_that_moves_does_the_opposite()
    {
        IReadOnlyList<Claim> claims = ReparametrizationClaims.Judge(Record((_, _, alpha) => 3 * alpha, outputs: 0.5));
        Assert.All(claims, claim => Assert.Equal(MustMove(claim.Id) ? Verdict.Held : Verdict.Contradicted, claim.Verdict));
        Assert.All(claims, claim => Assert.Equal(claim.Id.StartsWith("function-kept", StringComparison.Ordinal) ? 0.5 : 3, claim.Measured));
    }

    [Theory]
    [InlineData("adaptive-invariant", "noise_tolerance_relative", Verdict.Contradicted)]
    [InlineData("path-and-products-invariant", "normalized_margin", Verdict.Contradicted)]
    [InlineData("evidence-with-its-prior", "log_evidence_gauss_newton, prior carried along", Verdict.Contradicted)]
    [InlineData("filter-normalized-invariant", "filter_normalized_sharpness/step-0.25", Verdict.Contradicted)]
    [InlineData("curvature-changes", "gradient_norm", Verdict.Undecided)]
    [InlineData("coherence-changes", "m_coherence", Verdict.Undecided)]
    public void One_quantity_decides(string id, string quantity, Verdict verdict)
    {
        // Where all must move, one that moves by less than 1 % leaves it open; where none may, 0.2 % is too much.
        Claim claim = ReparametrizationClaims.Judge(Record((_, name, alpha) => name == quantity ? 1 + (0.0005 * alpha) : MustMove(id) ? alpha : 1)).Single(c => c.Id == id);
        Assert.Equal(verdict, claim.Verdict);
        Assert.Equal($"Decided by {quantity}.", claim.Note);
        Assert.Equal(1.002 / 1.0005, 1 + claim.Measured!.Value, 1e-12);
    }

    [Fact]
    public void What_does_not_exist_is_undecided()
    {
        Claim Of(Func<double, double> pathNorm) => ReparametrizationClaims.Judge(Record((_, name, alpha) => name == "path_norm" ? pathNorm(alpha) : 1)).Single(c => c.Id == "path-and-products-invariant");
        Assert.Equal("path_norm does not exist for this network.", Of(_ => double.NaN).Note);
        Assert.Equal("path_norm does not exist at every α.", Of(alpha => alpha == 4 ? double.NaN : 1).Note);
        Assert.Equal(Verdict.Undecided, Of(_ => double.NaN).Verdict);
    }

    [Fact]
    public void The_normalized_network_is_judged_on_its_own_numbers()
    {
        IReadOnlyList<Claim> claims = ReparametrizationClaims.Judge(Record((series, _, alpha) => series == Transformation.NormalizedSeries ? alpha : 1));
        Assert.Equal(Verdict.Held, claims.Single(c => c.Id == "curvature-changes-normalized").Verdict);
        Assert.Equal(Verdict.Contradicted, claims.Single(c => c.Id == "curvature-changes").Verdict);
    }

    [Theory]
    [InlineData(1e-7, 1e-7, Verdict.Held, Verdict.Held)]
    [InlineData(1e-4, 1e-4, Verdict.Contradicted, Verdict.Held)]
    [InlineData(0, 0.01, Verdict.Held, Verdict.Contradicted)]
    public void Outputs_may_move_by_rounding_or_by_epsilon(double relu, double normalized, Verdict first, Verdict second)
    {
        RunRecord Moved(double change) => Record((_, _, _) => 1, change);
        Assert.Equal(first, ReparametrizationClaims.Judge(Moved(relu))[0].Verdict);
        Assert.Equal(second, ReparametrizationClaims.Judge(Moved(normalized))[1].Verdict);
    }

    [Fact]
    public void Badges_name_the_quantities_under_each_finding_and_layers_by_the_worst()
    {
        AuditRow Row(string measure, string name, params double[][] values) => new(new AuditedQuantity(measure, name), [.. values.Select(v => new ScalingResponse([1, 0.5, 2, 4], v))], double.NaN);
        IReadOnlyDictionary<string, string> badges = Badges.Of(
        [
            Row("loss", "loss", [1, 1, 1, 1]), Row("norms", "whole", [1, 1, 1, 1]), Row("norms", "norm/LAYER", [1, 0.5, 2, 4], [3, 3, 3, 3]),
            Row("norms", "odd/LAYER", [1, 0.5, 2, 4], [3, 4, 3, 3]), Row("norms", "none", [double.NaN, double.NaN, double.NaN, double.NaN]),
        ]);
        Assert.Equal("invariant.", badges["loss"]);
        Assert.Equal("invariant: whole; scales as α^k: norm/LAYER; breaks: odd/LAYER; not measured: none.", badges["norms"]);
    }

    private static bool MustMove(string id) => id.Contains("change", StringComparison.Ordinal) || id == "evidence-needs-its-prior";

    /// <summary>Results that are a function of network, quantity and α; every layer has one value.</summary>
    private static RunRecord Record(Func<string, string, double, double> value, double outputs = 0)
    {
        Dictionary<string, double[]> arrays = [];
        string[] series = [Transformation.ReluSeries, Transformation.NormalizedSeries];
        RunRecord record = Of(10, 10, [], name => arrays[name], [.. series.Select(s => Observed(s, 0.5, (0, 0.1), (10, 1)))]);
        foreach (string name in series)
        {
            foreach (double alpha in Transformation.Alphas)
            {
                string prefix = Audit.Name(record.Trial(name), alpha);
                arrays[$"{prefix}-{Audit.Values}"] = [.. AuditedMeasures.Quantities.Select(q => value(name, q.Name, alpha))];
                arrays[$"{prefix}-{Audit.Errors}"] = arrays[$"{prefix}-{Audit.Counts}"] = [.. AuditedMeasures.Quantities.Select(_ => 1.0)];
                arrays[$"{prefix}-{Audit.Outputs}"] = [0, alpha == 4 ? outputs : 0];
            }

            arrays[$"{PriorAudit.Name(record.Trial(name))}-{PriorAudit.Kept}"] = [.. Transformation.Alphas.Select(alpha => value(name, AuditRecord.PriorKept.Name, alpha))];
            arrays[$"{PriorAudit.Name(record.Trial(name))}-{PriorAudit.Carried}"] = [.. Transformation.Alphas.Select(alpha => value(name, AuditRecord.PriorCarried.Name, alpha))];
        }

        return record;
    }
}
