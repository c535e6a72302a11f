using Occam.Experiments.Landscapes;
using Occam.Measures.Landscape;
using Occam.Records;
using static Occam.Experiments.Landscapes.LandscapeNames;
using static Occam.Experiments.Tests.Support.MadeUp;

namespace Occam.Experiments.Tests.Landscapes;

/// <summary>Every branch of every claim of the landscape experiment, on records made for it. Two repetitions: t(0.975, 1) = 12.706….</summary>
public sealed class LandscapeClaimsTests
{
    private const double Student1 = 12.706204736174698;
    private static readonly double[] Axis = new LandscapeAxis(-1, 1, 5).Positions(), Between = new LandscapeAxis(-0.5, 1.5, 9).Positions();

    [Theory]
    [InlineData("decay-makes-small-batch-look-sharp", "between-decay", 3.0, 1.0)]
    [InlineData("without-decay-small-batch-looks-flat", "between", 1.0, 3.0)]
    public void Ends_of_interpolations(string id, string name, double small, double large)
    {
        Judged(Of(id, (0, name, small, large), (1, name, small, large)), Verdict.Held, 3, 3, 3);
        Judged(Of(id, (0, name, large, small), (1, name, large, small)), Verdict.Contradicted, 1 / 3.0, 1 / 3.0, 1 / 3.0);
        double ratio = Math.Sqrt(1.5), half = Student1 * Math.Log(1.5) / 2;
        Judged(Of(id, (0, name, small < large ? 1 : 1.5, small < large ? 1.5 : 1), (1, name, 1, 1)), Verdict.Undecided, ratio, ratio * Math.Exp(-half), ratio * Math.Exp(half));
        Judged(Of(id, (0, name, -1, large), (1, name, 1, 1)), Verdict.Undecided, null, null, null);

        static Claim Of(string id, params (int Repetition, string Name, double Small, double Large)[] ends) => Claim(id, arrays =>
        {
            // Bowls around 0 and around 1; positions within 1/4 of an end are 0.25 away.
            foreach ((int r, string name, double s, double l) in ends)
                arrays[$"{name}-{r + 1}-loss"] = [.. Between.Select(a => a < 0.5 ? 16 * s * a * a : 16 * l * (a - 1) * (a - 1))];
        });
    }

    [Fact]
    public void Norms() => Judged(Claim("decay-shrinks-small-batch-weights", a => Each(LargeDecay, s => a[$"lines-{s}-norm"] = [6])), Verdict.Held, 3, 3, 3);

    [Fact]
    public void Filter_normalized_order_of_batches()
    {
        // The smaller ratio is judged: 2 without decay, 4 with it.
        Claim held = Claim("filter-normalized-small-batch-flatter", a => Sharpness(a, Filter, 1, 2, 1, 4));
        Judged(held, Verdict.Held, 2, 2, 2);
        Assert.Equal("2 without and 4 with weight decay.", held.Note);
        Judged(Claim("filter-normalized-small-batch-flatter", a => Sharpness(a, Filter, 1, 2, 1, 0.5)), Verdict.Contradicted, 0.5, 0.5, 0.5);
        Judged(Claim("filter-normalized-small-batch-flatter", a => Sharpness(a, Filter, 1, 2, 1, double.NaN)), Verdict.Undecided, null, null, null);
    }

    [Fact]
    public void Order_of_test_errors()
    {
        // Test errors 0.1, 0.2, 0.3, 0.4 of the four trainings.
        Judged(Claim("filter-normalized-follows-error", a => Sharpness(a, Filter, 1, 2, 3, 4)), Verdict.Held, 1, 1, 1);
        Judged(Claim("filter-normalized-follows-error", a => Sharpness(a, Filter, 4, 3, 2, 1)), Verdict.Contradicted, -1, -1, -1);
        Judged(Claim("filter-normalized-follows-error", a => Sharpness(a, Filter, 1, 1, 1, 1)), Verdict.Undecided, null, null, null);
        Judged(Claim("normalization-helps", a =>
        {
            Sharpness(a, Filter, 1, 2, 3, 4);
            Sharpness(a, Plain, 1, 2, 4, 3);
        }), Verdict.Held, 2 / 6.0, 2 / 6.0, 2 / 6.0);
        Judged(Claim("normalization-helps", a => Sharpness(a, Plain, 1, 2, 3, 4)), Verdict.Undecided, null, null, null);
    }

    [Fact]
    public void Rescaling_is_judged_exactly()
    {
        Judged(Claim("rescaled-same-picture", _ => { }), Verdict.Held, 0, null, null);
        Judged(Claim("rescaled-same-picture", a => a["rescaled-small-2-differences"] = [0, 1e-30]), Verdict.Contradicted, 1e-30, null, null);
        Judged(Claim("rescaled-same-picture", a => a["rescaled-small-2-differences"] = [0, double.NaN]), Verdict.Undecided, null, null, null);
        Judged(Claim("rescaled-other-plain-picture", a => Each(Small, s => a[$"rescaled-{s}-rises"] = [1, 8, 3, 8])), Verdict.Held, 4, 4, 4);
        Judged(Claim("rescaled-other-plain-picture", a => Each(Small, s => a[$"rescaled-{s}-rises"] = [8, 2])), Verdict.Held, 4, 4, 4);
        Judged(Claim("rescaled-other-plain-picture", a => Each(Small, s => a[$"rescaled-{s}-rises"] = [3, 4])), Verdict.Contradicted, 4 / 3.0, 4 / 3.0, 4 / 3.0);
    }

    [Fact]
    public void Paths()
    {
        Judged(Claim("path-in-a-plane", _ => { }), Verdict.Held, 0.75, null, null);
        Judged(Claim("path-in-a-plane", a => a["components-large-1-shares"] = [0.25, 0.125, 0.1]), Verdict.Contradicted, 0.375, null, null);
        Judged(Claim("path-beyond-random-plane", _ => { }), Verdict.Held, 192, null, null);
        Judged(Claim("path-beyond-random-plane", a => a["components-large-1-random-share"] = [0.0625]), Verdict.Contradicted, 12, null, null);
        Judged(Claim("path-beyond-random-walk", _ => { }), Verdict.Held, 0.125, null, null);
        Judged(Claim("path-beyond-random-walk", a => a["components-small-decay-1-walk-shares"] = [0.75, 0.125]), Verdict.Contradicted, -0.125, null, null);
    }

    [Fact]
    public void Shortcuts()
    {
        // Second differences of the zigzag are half negative; bowls have none.
        Judged(Claim("shortcuts-make-convex", a => Each(NoSkip, s => a[$"lines-{s}-filter"] = [1, 0, 2, 0, 1])), Verdict.Held, 0.4, 0.4, 0.4);
        Judged(Claim("shortcuts-make-convex", a => Each(Skip, s => a[$"lines-{s}-filter"] = [1, 0, 2, 0, 1])), Verdict.Contradicted, -0.4, -0.4, -0.4);
        Judged(Claim("shortcuts-make-convex", a => a["lines-skip-1-filter"] = [1, 0, double.NaN, 0, 1]), Verdict.Undecided, null, null, null);
        Claim held = Claim("shortcuts-less-negative-curvature", a => Each(NoSkip, s => a[$"curvature-{s}-extremes"] = [10, 0, -5, 0, 9]));
        Judged(held, Verdict.Held, 5, 5, 5);
        Assert.Equal("Training accuracy is at least 100 % with shortcuts and 100 % without.", held.Note);
        Judged(Claim("shortcuts-less-negative-curvature", a => a["curvature-skip-1-extremes"] = [10, 0, 1, 0, 9]), Verdict.Undecided, null, null, null);
        Judged(Claim("shortcuts-less-negative-curvature", a => a["curvature-skip-1-extremes"] = [10, 0, -1, 2, 9]), Verdict.Undecided, null, null, null);
    }

    [Fact]
    public void The_claims_judged_are_the_claims_stated() => Assert.Equal(
        new LandscapeExperiment().Claims.Select(c => (c.Id, c.Statement, c.Source, c.Expected)),
        LandscapeClaims.Judge(Record(_ => { })).Select(c => (c.Id, c.Statement, c.Source, c.Expected)));

    private static Claim Claim(string id, Action<Dictionary<string, double[]>> change) => LandscapeClaims.Judge(Record(change)).Single(c => c.Id == id);

    private static void Each(string kind, Action<string> change)
    {
        change(Series(kind, 0));
        change(Series(kind, 1));
    }

    /// <summary>Bowls L = 2.4·h·a² around each solution: within 1/2 the mean rise is 0.6·h.</summary>
    private static void Sharpness(Dictionary<string, double[]> arrays, string directions, params double[] heights)
    {
        for (int k = 0; k < 4; k++) Each(Dense[k], s => arrays[$"lines-{s}-{directions}"] = [.. Axis.Select(a => 2.4 * heights[k] * a * a)]);
    }

    private static LandscapeRecord Record(Action<Dictionary<string, double[]>> change)
    {
        Dictionary<string, double[]> arrays = [];
        foreach (string kind in Dense)
        {
            Each(kind, s => (arrays[$"lines-{s}-positions"], arrays[$"lines-{s}-norm"]) = (Axis, [2]));
            arrays[$"components-{kind}-1-shares"] = [0.5, 0.25, 0.1];
            arrays[$"components-{kind}-1-walk-shares"] = [0.5, 0.125];
            arrays[$"components-{kind}-1-random-share"] = [0.00390625];
        }

        Sharpness(arrays, Filter, 1, 1, 1, 1);
        Sharpness(arrays, Plain, 1, 1, 1, 1);
        Each(Small, s => (arrays[$"rescaled-{s}-differences"], arrays[$"rescaled-{s}-rises"]) = ([0, 0], [1, 1]));
        foreach (string name in (string[])["between-1", "between-2", "between-decay-1", "between-decay-2"])
            (arrays[$"{name}-positions"], arrays[$"{name}-loss"]) = (Between, [.. Between.Select(a => a < 0.5 ? a * a : (a - 1) * (a - 1))]);
        foreach (string kind in Residual)
            Each(kind, s => (arrays[$"lines-{s}-positions"], arrays[$"lines-{s}-filter"], arrays[$"curvature-{s}-extremes"]) = (Axis, [4, 1, 0, 1, 4], [10, 0, -1, 0, 9]));
        change(arrays);
        Observation[][] dense = [.. Enumerable.Range(0, 2).SelectMany(r => Dense.Select((kind, k) => Observed(Series(kind, r), 0.9 - (k / 10.0), (0, 0.1), (9, 1))))];
        Observation[][] residual = [.. Enumerable.Range(0, 2).SelectMany(r => Residual.Select(kind => Observed(Series(kind, r), 0.5, (0, 0.1), (9, 1))))];
        return new LandscapeRecord(Of(10, 10, [], name => arrays[name], [.. dense, .. residual]));
    }
}
