using System.Text.Json;
using Occam.Data.Datasets;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Oracles;
using Occam.Training.Optimizers;

namespace Occam.Training.Tests;

/// <summary>
/// Three steps of the trainer with every optimizer against torch.optim. The batch is the whole set, so only the order of its sum is the
/// trainer's own. Networks with frozen batch norm are left out: a trainer trains with the batch's statistics.
/// </summary>
public sealed class OracleTests
{
    /// <summary>Adam and its kin divide by the root of a squared gradient, which blows the last bits of small gradients up.</summary>
    private const double AllowedError = 1e-9;

    public static TheoryData<string, string> Cases => new(
        from model in OracleModel.Names.Where(IsTrainable)
        from optimizer in OptimizerSettings.Names
        select (model, optimizer));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Three_steps(string name, string optimizer)
    {
        OracleModel model = OracleModel.Load(name);
        JsonElement expected = model.Root.GetProperty("optimizers").GetProperty(optimizer), settings = expected.GetProperty("settings");
        double momentum = settings.TryGetProperty("momentum", out JsonElement value) ? value.GetDouble() : 0;
        OptimizerSettings rule = new(optimizer, settings.GetProperty("lr").GetDouble(), momentum, settings.GetProperty("weight_decay").GetDouble());
        using Workers workers = new(2);
        using NetworkPasses<double> passes = new(model.Network, workers, model.Batch);
        Trainer<double> trainer = new(
            passes, OracleModel.Loss<double>(model.Objective), Data(model), new TrainingSettings(rule, model.Batch, 3), new Seed(1), [.. model.Point.Theta]);
        model.Point.State.CopyTo(trainer.State, 0);
        double[] losses = new double[3];
        for (int step = 0; step < 3; step++)
        {
            losses[step] = trainer.TakeStep();
            if (expected.TryGetProperty("buffers_after_step", out JsonElement buffers))
                Near($"statistics after step {step + 1}", trainer.State, model.State(buffers[step]));
        }

        Near("losses", losses, OracleModel.Tensor(expected.GetProperty("losses")));
        Near("parameters", trainer.Theta, model.ByBlock(expected.GetProperty("parameters")));
    }

    [Fact]
    public void Most_networks_are_compared() => Assert.Equal(["mlp", "cnn", "residual-training", "zoo", "logistic"], OracleModel.Names.Where(IsTrainable));

    private static bool IsTrainable(string name) => OracleModel.Load(name) is var model && (model.Network.StateCount == 0 || model.Context.Training);

    private static void Near(string what, double[] actual, double[] expected)
    {
        double error = Tolerance.Error(actual, expected);
        Assert.True(error <= AllowedError, $"{what} are off by {error:e2}");
    }

    private static Dataset Data(OracleModel model) => new(
        "oracle", Vectors.Convert<double, float>(model.Point.X), new ImageShape(model.Input.Channels, model.Input.Height, model.Input.Width), model.Point.Labels,
        Math.Max(2, model.Network.Output.Size));
}
