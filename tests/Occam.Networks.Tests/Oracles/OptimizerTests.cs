using System.Text.Json;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Optimization;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Networks.Tests.Oracles;

/// <summary>Three full-batch steps of every update rule against torch.optim, with the running statistics of batch norm after each.</summary>
public sealed class OptimizerTests
{
    /// <summary>Adam and its kin divide by the root of a squared gradient, which blows the last bits of small gradients up.</summary>
    private const double AllowedError = 1e-10;

    public static TheoryData<string> Models => [.. OracleModel.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void Three_steps_of_every_rule(string name)
    {
        OracleModel model = OracleModel.Load(name);
        foreach (JsonProperty optimizer in model.Root.GetProperty("optimizers").EnumerateObject()) Steps(model, optimizer.Name, optimizer.Value);
    }

    private static void Steps(OracleModel model, string rule, JsonElement expected)
    {
        JsonElement settings = expected.GetProperty("settings");
        IUpdateRule<double> update = Rule(rule, settings);
        double rate = settings.GetProperty("lr").GetDouble(), decay = settings.GetProperty("weight_decay").GetDouble();
        double[] theta = [.. model.Point.Theta], state = [.. model.Point.State], memory = new double[update.StateVectors * theta.Length];
        double[] losses = new double[3], gradient = new double[theta.Length];
        using Workers workers = new(2);
        using NetworkPasses<double> passes = new(model.Network, workers, model.Batch);
        for (int step = 1; step <= losses.Length; step++)
        {
            losses[step - 1] = Gradient(model, passes, theta, state, gradient);
            update.Apply(theta, gradient, memory, step, rate, decay);
            if (!expected.TryGetProperty("buffers_after_step", out JsonElement buffers)) continue;
            double error = Tolerance.Error(state, model.State(buffers[step - 1]));
            Assert.True(error <= AllowedError, $"{rule}: running statistics after step {step} are off by {error:e2}");
        }

        double lossError = Tolerance.Error(losses, OracleModel.Tensor(expected.GetProperty("losses")));
        Assert.True(lossError <= AllowedError, $"{rule}: losses are off by {lossError:e2}");
        double parameterError = Tolerance.Error(theta, model.ByBlock(expected.GetProperty("parameters")));
        Assert.True(parameterError <= AllowedError, $"{rule}: parameters are off by {parameterError:e2}");
    }

    private static double Gradient(OracleModel model, NetworkPasses<double> passes, double[] theta, double[] state, double[] gradient)
    {
        ILoss<double> loss = OracleModel.Loss<double>(model.Objective);
        int classes = model.Network.Output.Size;
        double[] values = new double[model.Batch], outputBar = new double[model.Batch * classes];
        model.Point.X.CopyTo(passes.Begin(model.Batch));
        ReadOnlySpan<double> outputs = passes.Forward(theta, state, model.Context with { UpdateStatistics = model.Context.Training });
        loss.Values(outputs, model.Point.Labels, classes, values);
        loss.Gradient(outputs, model.Point.Labels, classes, 1.0 / model.Batch, outputBar);
        passes.Backward(theta, outputBar, gradient);
        return values.Average();
    }

    private static IUpdateRule<double> Rule(string name, JsonElement settings) => name switch
    {
        "sgd" => new GradientDescent<double>(),
        "momentum" => new Momentum<double>(settings.GetProperty("momentum").GetDouble()),
        "nesterov" => new Nesterov<double>(settings.GetProperty("momentum").GetDouble()),
        "adam" => new Adam<double>(settings.GetProperty("betas")[0].GetDouble(), settings.GetProperty("betas")[1].GetDouble(), settings.GetProperty("eps").GetDouble()),
        "adamw" => new AdamW<double>(settings.GetProperty("betas")[0].GetDouble(), settings.GetProperty("betas")[1].GetDouble(), settings.GetProperty("eps").GetDouble()),
        "adagrad" => new AdaGrad<double>(settings.GetProperty("lr_decay").GetDouble(), settings.GetProperty("eps").GetDouble()),
        "rmsprop" => new RmsProp<double>(settings.GetProperty("alpha").GetDouble(), settings.GetProperty("eps").GetDouble()),
        _ => throw new NotSupportedException($"Oracle optimizer '{name}'."),
    };
}
