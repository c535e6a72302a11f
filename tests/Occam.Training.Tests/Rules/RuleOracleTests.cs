using System.Text.Json;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.Oracles;
using Occam.Training.Optimizers;
using Occam.Training.Rules;

namespace Occam.Training.Tests.Rules;

/// <summary>Several steps of every rule against PyTorch, per-example gradients there by a loop; tests/oracle/rules.py wrote the answers.</summary>
public sealed class RuleOracleTests
{
    private const double AllowedError = 1e-10;
    private static readonly JsonElement[] Answers = Load();

    public static TheoryData<int, string> Cases => [.. Answers.Select((a, i) => new TheoryDataRow<int, string>(i, $"{Text(a, "model")} {Text(a, "rule")}"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps(int number, string label)
    {
        JsonElement expected = Answers[number];
        OracleModel model = OracleModel.Load(Text(expected, "model"));
        Trainer<double> trainer = Start(model, expected, DescentRule.Parse(Text(expected, "rule")), out double[] losses);
        Near($"losses of {label}", losses, OracleModel.Tensor(expected.GetProperty("losses")));
        Near($"parameters of {label}", trainer.Theta, model.ByBlock(expected.GetProperty("parameters")));
        if (expected.TryGetProperty("buffers_after_step", out JsonElement buffers))
            Near($"statistics of {label}", trainer.State, model.State(buffers[losses.Length - 1]));
    }

    [Fact]
    public void Every_rule_is_among_them()
    {
        Assert.Equal(["asam", "m3", "mean", "median", "ra3", "rm3", "sam", "winsorized"], Answers.Select(a => DescentRule.Parse(Text(a, "rule")).Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(["asam", "m3", "rm3", "sam"], Answers.Where(a => Text(a, "model") == "residual-training").Select(a => DescentRule.Parse(Text(a, "rule")).Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_answers_are_for_the_program_s_own_batches()
    {
        foreach (JsonElement answer in Answers)
        {
            int[][] batches = [.. answer.GetProperty("batches").EnumerateArray().Select(b => b.EnumerateArray().Select(i => i.GetInt32()).ToArray())];
            BatchPlan plan = new(new Seed(1), batches.SelectMany(b => b).Max() + 1, answer.GetProperty("batch_size").GetInt32());
            for (int step = 0; step < batches.Length; step++) Assert.Equal(batches[step], plan.Batch(step).ToArray());
        }
    }

    [Theory]
    [InlineData("rm3", "ra3")]
    [InlineData("rm3", "m3")]
    [InlineData("m3", "mean")]
    [InlineData("median", "winsorized:13")]
    [InlineData("winsorized:30", "winsorized:13")]
    [InlineData("sam:0.05", "sam:0.0501")]
    [InlineData("sam:0.05", "mean")]
    [InlineData("asam:0.5", "sam:0.5")]
    public void A_neighbouring_rule_does_not_pass(string rule, string planted)
    {
        JsonElement expected = Answers.First(a => Text(a, "rule") == rule);
        OracleModel model = OracleModel.Load(Text(expected, "model"));
        Trainer<double> trainer = Start(model, expected, DescentRule.Parse(planted), out _);
        double error = Tolerance.Error(trainer.Theta, model.ByBlock(expected.GetProperty("parameters")));
        Assert.True(error > 1e4 * AllowedError, $"{planted} in place of {rule} is off by {error:e2} only");
    }

    [Fact]
    public void A_window_of_two_does_not_pass()
    {
        // The gradient before the last is forgotten: the newest stands in both places of the state.
        JsonElement expected = Answers.First(a => Text(a, "rule") == "rm3");
        OracleModel model = OracleModel.Load(Text(expected, "model"));
        int half = model.Network.ParameterCount;
        Trainer<double> trainer = Start(model, expected, DescentRule.Parse("rm3"), out _, (step, t) =>
            t.RuleState.AsSpan(step % 2 == 0 ? 0 : half, half).CopyTo(t.RuleState.AsSpan(step % 2 == 0 ? half : 0, half)));
        Assert.True(Tolerance.Error(trainer.Theta, model.ByBlock(expected.GetProperty("parameters"))) > 1e4 * AllowedError);
    }

    private static Trainer<double> Start(
        OracleModel model, JsonElement expected, DescentRule rule, out double[] losses, Action<int, Trainer<double>>? afterStep = null)
    {
        JsonElement numbers = expected.GetProperty("settings");
        double momentum = numbers.GetProperty("momentum").GetDouble();
        OptimizerSettings optimizer = new(momentum > 0 ? "momentum" : "sgd", numbers.GetProperty("lr").GetDouble(), momentum, numbers.GetProperty("weight_decay").GetDouble());
        losses = new double[expected.GetProperty("batches").GetArrayLength()];
        TrainingSettings settings = new(optimizer, expected.GetProperty("batch_size").GetInt32(), losses.Length) { Rule = rule };
        using Workers workers = new(2);
        using NetworkPasses<double> passes = new(model.Network, workers, model.Batch);
        Trainer<double> trainer = new(passes, OracleModel.Loss<double>(model.Objective), Data(model), settings, new Seed(1), [.. model.Point.Theta]);
        model.Point.State.CopyTo(trainer.State, 0);
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = trainer.TakeStep();
            afterStep?.Invoke(step, trainer);
        }

        return trainer;
    }

    private static JsonElement[] Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "oracle", "rules.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.Clone())];
    }

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;

    private static void Near(string what, double[] actual, double[] expected)
    {
        double error = Tolerance.Error(actual, expected);
        Assert.True(error <= AllowedError, $"{what} are off by {error:e2}");
    }

    private static Dataset Data(OracleModel model) => new(
        "oracle", Vectors.Convert<double, float>(model.Point.X), new ImageShape(model.Input.Channels, model.Input.Height, model.Input.Width), model.Point.Labels,
        Math.Max(2, model.Network.Output.Size));
}
