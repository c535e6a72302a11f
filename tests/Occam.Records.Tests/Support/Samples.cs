using System.Text.Json.Nodes;

namespace Occam.Records.Tests.Support;

/// <summary>Small records that use every field.</summary>
internal static class Samples
{
    public static JsonObject Spec(ulong seed = 7) => new() { ["seed"] = seed, ["budget"] = "smoke", ["rate"] = 0.1 };

    public static RunFolder Run(TemporaryFolder folder) => RunFolder.OpenOrCreate(folder.Path, "explain", Spec(), out _);

    public static Findings Findings() => new(
        "explain",
        "smoke",
        ulong.MaxValue,
        new string('a', 64),
        1.5,
        [
            new Claim("ratio", "Real labels are learnt faster.", "Zhang et al. 2017", "ratio above 2", 3.25, 2.5, 4, Verdict.Held),
            new Claim("gap", "The gap grows.", "the same", "above 0", double.NaN, null, null, Verdict.Undecided, "One trial only."),
            new Claim("norm", "The norm predicts it.", "the same", "above 0", -1, -2, double.PositiveInfinity, Verdict.Contradicted),
        ],
        [new ResultTable("errors", "Errors", ["labels", "error / %"], [["true", 2.5], ["random", double.NaN], [default, double.NegativeInfinity]])],
        [new FigureEntry("loss", "Loss", "It falls.", "figures/loss.json")],
        [new PublishedNumber("slowdown", "Table 1", 3.5, 3.25, 0.9285714285714286, true, "smaller set"), new PublishedNumber("words", "§2", null, null, null, false, "")]);
}
