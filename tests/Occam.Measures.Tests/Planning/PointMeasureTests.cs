using Occam.Measures.Curvature;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Planning;

/// <summary>What every measure at a point promises.</summary>
public sealed class PointMeasureTests
{
    [Fact]
    public void Every_one_in_the_assembly_is_listed() => Assert.Equal(
        typeof(IPointMeasure).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IPointMeasure)) && !t.IsInterface).Select(t => t.Name).Order(),
        PointMeasures.All.Select(m => m.GetType().Name).Order());

    [Theory]
    [InlineData(100)]
    [InlineData(4)]
    public void A_site_gives_the_loss_of_the_point_and_of_others(int chunk)
    {
        using Workers workers = new(2);
        using NetworkPasses<float> passes = new(Mixed.Network<float>(), workers, chunk);
        float[] theta = Mixed.Theta<float>(), doubled = [.. theta.Select(p => 2 * p)];
        PointSite<float> site = new(passes, new SoftmaxCrossEntropy<float>(), Mixed.Data(9), theta, passes.Network.InitialState(), new Seed(1));
        double here = site.Point.MeanLoss;
        Assert.NotEqual(here, site.LossAt(doubled));
        Assert.Equal(here, site.LossAt(theta));
    }
}
