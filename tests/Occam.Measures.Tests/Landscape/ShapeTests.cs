using System.Text.Json;
using Occam.Measures.Landscape;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Landscape;

/// <summary>Principal components against numpy (tests/oracle/landscape.py), and lines whose shape is known.</summary>
public sealed class ShapeTests
{
    private static readonly Lazy<JsonElement> Oracle = new(() =>
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "oracle", "landscape", "landscape.json")));
        return document.RootElement.Clone();
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Components_are_numpys(int threads)
    {
        using Workers workers = new(threads);
        TrajectoryComponents components = TrajectoryComponents.Of(workers, Rows("path"), 2);
        Near(Values("shares"), components.Shares);
        double[][] expected = Rows("components");
        for (int k = 0; k < 2; k++) Near(expected[k], components.Components[k]);
        Assert.Equal(Oracle.Value.GetProperty("share_within").GetDouble(), components.ShareWithin(Values("first"), Values("second")), 1e-12);
        Assert.Equal(components.Shares[0] + components.Shares[1], components.ShareWithin(components.Components[1], components.Components[0]), 1e-12);
    }

    [Fact]
    public void A_walk_of_orthogonal_steps_is_numpys()
    {
        using Workers workers = new(1);
        Near([.. Values("walk_shares"), 0], TrajectoryComponents.OfOrthogonalSteps(workers, Values("lengths")));
        // With very many equal steps the first shares go to 6/π²k².
        double[] many = TrajectoryComponents.OfOrthogonalSteps(workers, Enumerable.Repeat(2.0, 400).ToArray());
        Assert.Equal(6 / (Math.PI * Math.PI), many[0], 1e-2);
        Assert.Equal(6 / (Math.PI * Math.PI * 4), many[1], 1e-2);
    }

    [Fact]
    public void A_straight_path_has_one_component_and_a_standing_one_none()
    {
        using Workers workers = new(1);
        TrajectoryComponents straight = TrajectoryComponents.Of(workers, [[0, 1, 0], [3, 1, -4], [6, 1, -8]], 2);
        Assert.Equal(1, straight.Shares[0], 1e-12);
        Near([-0.6, 0, 0.8], straight.Components[0]);
        Assert.Equal([0.0, 0, 0], straight.Components[1]);
        TrajectoryComponents standing = TrajectoryComponents.Of(workers, [[1, 2], [1, 2]], 2);
        Assert.Equal([0.0, 0], standing.Shares);
        Assert.Equal(0, standing.ShareWithin([1, 0], [0, 1]));
    }

    [Fact]
    public void Convexity_of_known_lines()
    {
        double[] x = new LandscapeAxis(-1, 1, 21).Positions();
        Assert.Equal(0, LineShape.NonConvexity([.. x.Select(a => a * a)]));
        Assert.Equal(1, LineShape.NonConvexity([.. x.Select(a => -a * a)]), 1e-12);
        Assert.Equal(0, LineShape.NonConvexity([.. x.Select(Math.Abs)]), 1e-12);
        // Second differences 4, −2, −2, 4.
        Assert.Equal(4 / 12.0, LineShape.NonConvexity([3, 1, 3, 3, 1, 3]), 1e-15);
        Assert.Equal(0, LineShape.NonConvexity([1, 1, 1]));
        Assert.True(double.IsNaN(LineShape.NonConvexity([1, double.NaN, 1, 2])));
    }

    [Fact]
    public void Rise_is_the_mean_above_the_centre()
    {
        double[] x = new LandscapeAxis(-1, 1, 9).Positions(), losses = [.. x.Select(a => 3 + (2 * a * a))];
        // ±1/4 and ±1/2: 2·(1/16 + 1/4)/2.
        Assert.Equal(0.3125, LineShape.Rise(x, losses, 0, 0.5), 1e-12);
        Assert.Equal(2 * ((0.75 * 0.75) - 1), LineShape.Rise(x, losses, 1, 0.25), 1e-12);
        Assert.True(double.IsNaN(LineShape.Rise(x, losses, 0, 0.1)));
    }

    private static double[] Values(string name) => [.. Oracle.Value.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    private static double[][] Rows(string name) => [.. Oracle.Value.GetProperty(name).EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())];

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12);
    }
}
