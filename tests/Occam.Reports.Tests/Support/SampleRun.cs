using System.Text.Json.Nodes;
using Occam.Records;
using Occam.Records.Figures;

namespace Occam.Reports.Tests.Support;

/// <summary>Constructed finished runs.</summary>
internal static class SampleRun
{
    /// <summary>Tries to leave an element, an attribute, a script, a comment and a line.</summary>
    public const string Hostile = "</script><script>alert(1)</script><!-- </title></style><img src=x onerror=alert(1)> \" ' & \u2028 end";

    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0];

    public static Findings Plain { get; } = new(
        "explain",
        "smoke",
        7,
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        83.5,
        [
            new Claim("ratio", "Real labels are learnt in fewer steps than random labels by the same network.", "Zhang et al. 2017, Figure 1", "ratio above 2", 3.25, 2.5, 4, Verdict.Held),
            new Claim("gap", "The gap grows with the share of wrong labels.", "the same, Figure 1c", "slope above 0", null, null, null, Verdict.Undecided, "Only one trial could be finished."),
            new Claim("norm", "The norm predicts the error.", "the same, section 5", "correlation above 0.5", -0.0001234, -0.5, 0.1, Verdict.Contradicted),
        ],
        [new ResultTable("errors", "Errors by labels", ["labels", "error / %"], [["true", 2.5], ["random", 90], ["none", double.NaN]])],
        [],
        [new PublishedNumber("slowdown", "Table 1", 3.5, 3.25, 0.9286, true, "a smaller set"), new PublishedNumber("error", "§2", null, null, null, false, "words only")]);

    public static RunFolder Create(TemporaryFolder place, Findings findings, About? about = null, EnvironmentInfo? environment = null, params Figure[] figures)
    {
        RunFolder run = RunFolder.OpenOrCreate(place.Path, "explain", new JsonObject { ["seed"] = 7, ["label"] = Hostile }, out _);
        if (about is not null) run.WriteAbout(about);
        if (environment is not null) run.WriteEnvironment(environment);
        run.WriteFindings(findings with { Figures = [.. figures.Select(run.WriteFigure)] });
        return run;
    }

    /// <summary>A run with everything that a report can show.</summary>
    public static RunFolder CreateFull(TemporaryFolder place) =>
        Create(place, Plain, new About("Why do networks generalize?", "First part.\n\nSecond part.", ["Zhang et al. 2017"]) { Network = "mlp:64", Data = "mnist-mini: 500 for training" }, Machine("occam run explain --seed 7"), Figures("true", "Loss falls"));

    /// <summary>A run whose every word wants to break out of the page.</summary>
    public static RunFolder CreateHostile(TemporaryFolder place, params Figure[] further)
    {
        Findings findings = Plain with
        {
            Experiment = Hostile,
            Budget = Hostile,
            SpecHash = Hostile,
            Claims = [new Claim(Hostile, Hostile, Hostile, Hostile, 1, 0, 2, Verdict.Held, Hostile)],
            Tables = [new ResultTable(Hostile, Hostile, [Hostile], [[Hostile], [1]])],
            Published = [new PublishedNumber(Hostile, Hostile, 1, 1, 1, true, Hostile)],
        };
        return Create(place, findings, new About(Hostile, Hostile, [Hostile]) { Network = Hostile, Data = Hostile }, Machine(Hostile), [.. Figures(Hostile, Hostile), .. further]);
    }

    public static Figure[] Figures(string name, string title) =>
    [
        new LineFigure("loss", title, title, new Axis("step", AxisScale.Logarithmic), new Axis(name), [new LineSeries(name, [1, 2], [0.5, 0.25]) { Low = [0.4, 0.2], High = [0.6, 0.3] }])
        {
            References = [new ReferenceLine(ReferenceDirection.Horizontal, 0.3, name)],
            Notes = [new PointNote(1, 0.5, name)],
        },
        new BarFigure("bars", title, title, new Axis("error"), [name, "random"], [new BarSeries(name, [1, 2])]),
        new HeatMapFigure("map", title, title, new Axis("a"), new Axis("b"), name, [0, 1], [0, 1], [[1, 2], [3, 4]]),
        new ImageGridFigure("images", title, title, [GridImage.FromPng(Png, name, name)]),
    ];

    public static SurfaceFigure Surface(string title) => new("surface", title, title, new Axis("a"), new Axis("b"), new Axis("loss"), [0, 1], [0, 1], [[1, 2], [3, 4]]);

    private static EnvironmentInfo Machine(string text) => new(text, "0.1.0", text, ".NET 10", text, "x64", text, 4, 2, ["AVX2", text]);
}
