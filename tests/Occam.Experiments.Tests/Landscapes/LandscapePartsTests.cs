using Occam.Experiments.Judging;
using Occam.Experiments.Landscapes;
using Occam.Experiments.Watching;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Tests.Landscapes;

/// <summary>What the landscape experiment is made of.</summary>
public sealed class LandscapePartsTests
{
    [Fact]
    public void Kendalls_tau_of_known_orders()
    {
        Assert.Equal(1, KendallTau.Of([(1, 10), (2, 20), (3, 30), (4, 40)]));
        Assert.Equal(-1, KendallTau.Of([(1, 3), (2, 2), (3, 1)]));
        // One of six pairs is discordant.
        Assert.Equal(4 / 6.0, KendallTau.Of([(1, 1), (2, 2), (3, 4), (4, 3)]), 1e-15);
        // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), the example of its documentation.
        Assert.Equal(-0.47140452079103173, KendallTau.Of([(12, 1), (2, 4), (1, 7), (12, 1), (2, 0)]), 1e-15);
        Assert.True(double.IsNaN(KendallTau.Of([(1, 1), (1, 2)])));
    }

    [Theory]
    [InlineData("mlp:6")]
    [InlineData("mlp:6x3")]
    public void Rescaling_keeps_the_function_to_the_bit(string model)
    {
        Network<float> network = ModelZoo.Create<float>(model, new Shape(5), 3);
        float[] theta = new float[network.ParameterCount], inputs = new float[20];
        new Seed(1).Normals<float>(theta, 0, 1);
        new Seed(2).Normals<float>(inputs, 0, 1);
        float[] scaled = Rescaling.Apply(network, theta, 32);
        Assert.NotEqual(theta, scaled);
        Assert.Equal(theta[0] * 32, scaled[0]);
        Assert.Equal(Outputs(theta), Outputs(scaled));

        float[] Outputs(float[] at)
        {
            using Workers workers = new(1);
            using NetworkPasses<float> passes = new(network, workers, 4);
            inputs.CopyTo(passes.Begin(4));
            return passes.Forward(at, [], PassContext.Frozen).ToArray();
        }
    }

    [Fact]
    public void Snapshots_are_kept_at_growing_steps_and_survive_an_interruption()
    {
        TrialWatch whole = SnapshotWatch.Of(2)(null!), first = SnapshotWatch.Of(2)(null!), second = SnapshotWatch.Of(2)(null!);
        Assert.Empty(first.State);
        second.Restore(first.State);
        long[] steps = [0, 1, 2, 3, 4, 7, 9, 30];
        foreach (long step in steps) whole.Observe(At(step));
        foreach (long step in steps[..4]) first.Observe(At(step));
        second.Restore(first.State);
        foreach (long step in steps[4..]) second.Observe(At(step));
        Assert.Equal([0, 1, 2, 4, 9, 30], Values(whole, SnapshotWatch.Steps));
        Assert.Equal([0, 0, 1, -1, 2, -2, 4, -4, 9, -9, 30, -30], Values(whole, SnapshotWatch.Parameters));
        Assert.Equal(Values(whole, SnapshotWatch.Steps), Values(second, SnapshotWatch.Steps));
        Assert.Equal(Values(whole, SnapshotWatch.Parameters), Values(second, SnapshotWatch.Parameters));

        static double[] Values(TrialWatch watch, string name) => watch.Arrays.Single(a => a.Name == name).Values;
        static TrialPoint At(long step) => new(step, [step, -step], [], null, new Dictionary<string, double>());
    }

    [Fact]
    public void A_path_fits_into_its_plane_with_the_solution_among_it()
    {
        (double[] columns, double[] rows) = LandscapeComputations.PathAxes([-4, -2, 0, 8, 3, 0], 5);
        Assert.Equal([-5, -3.5, -2, -0.5, 1], columns);
        Assert.Equal([-2, 1, 4, 7, 10], rows);
    }
}
