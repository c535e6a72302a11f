using Occam.Cli.Tests.Support;
using Occam.Numerics.Errors;

namespace Occam.Cli.Tests.Usage;

public class SettingsTests
{
    private static readonly string[] Small = ["train=all", "model=mlp:8", "steps=60", "batch-size=20"];

    [Theory]
    [InlineData("stesp=5", "setting 'stesp'", "'stesp'", "Did you mean 'steps'?")]
    [InlineData("steps=0", "steps", "0", "positive")]
    [InlineData("steps=-5", "steps", "-5", "positive")]
    [InlineData("steps=1e3", "steps", "'1e3'", "steps=")]
    [InlineData("steps=", "steps", "''", "steps=")]
    [InlineData("model=gpt", "Model name", "'gpt'", "Choose one")]
    [InlineData("model=mlp:0", "Model name", "'mlp:0'", "mlp:512x3")]
    [InlineData("model=mlp:65536x256", "Model 'mlp:65536x256' on 1×4×4", "more", "narrower")]
    [InlineData("learning-rate=-0.1", "learning-rate", "-0.1", "0.1")]
    [InlineData("learning-rate=fast", "learning-rate", "'fast'", "learning-rate=0.02")]
    [InlineData("learning-rate=NaN", "learning-rate", "'NaN'", "learning-rate=0.02")]
    [InlineData("momentum=1", "momentum", "1", "0.9")]
    [InlineData("weight-decay=-1", "weight-decay", "-1", "0")]
    [InlineData("batch-size=41", "batch-size", "41", "smaller batch")]
    [InlineData("batch-size=0", "batch-size", "0", "128")]
    [InlineData("optimizer=adm", "optimizer", "'adm'", "Choose one")]
    [InlineData("schedule=linear", "schedule", "'linear'", "decay:0.95")]
    [InlineData("schedule=step:0:0.1", "schedule", "'step:0:0.1'", "decay:0.95")]
    [InlineData("initializer=hee", "initializer", "'hee'", "Did you mean 'he'?")]
    [InlineData("warm-up=-1", "warm-up", "-1", "none")]
    [InlineData("chunk=0", "chunk", "'0'", "chunk=250")]
    [InlineData("fit=2", "fit", "'2'", "fit=0.99")]
    [InlineData("train=1", "train", "1", "train=all")]
    [InlineData("train=none", "train", "'none'", "train=500")]
    [InlineData("standardize=yes", "standardize", "'yes'", "Choose one")]
    [InlineData("layout=chw", "layout", "'chw'", "Did you mean 'nchw'?")]
    public void A_wrong_setting_is_refused(string setting, string what, string got, string remedy)
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("set.npz"), [40, 1, 4, 4]);
        string[] others = [.. Small.Where(s => s.Split('=')[0] != setting.Split('=')[0])];
        Fault fault = Preparation.FaultOf("explain", [.. others, $"data={folder.In("set.npz")}", setting]);
        Assert.Equal(what, fault.What);
        Assert.Equal(got, fault.Got);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corruption=0,2", "'2'")]
    [InlineData("corruption=", "''")]
    [InlineData("noise=loud", "'loud'")]
    public void A_wrong_setting_of_an_experiment_is_refused(string setting, string got)
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("set.npz"), [40, 1, 4, 4]);
        Fault fault = Preparation.FaultOf("randomization", [.. Small, $"data={folder.In("set.npz")}", setting]);
        Assert.Equal((setting.Split('=')[0], got), (fault.What, fault.Got));
    }

    [Theory]
    [InlineData("--stesp 5", "Did you mean 'steps'?")]
    [InlineData("stesp=5", "Did you mean 'steps'?")]
    [InlineData("--steps", "Write for example steps=7000.")]
    [InlineData("--train --json", "Write for example train=all.")]
    public void A_wrong_setting_on_the_command_line_is_refused(string words, string remedy)
    {
        using TemporaryFolder folder = new();
        Assert.Equal(remedy, Refusal.One(folder, ["explain", .. words.Split(' ')]).Remedy);
    }

    [Fact]
    public void Faults_of_settings_are_reported_together()
    {
        using TemporaryFolder folder = new();
        string[] what = [.. Refusal.Of(folder, "explain", "model=mlp:0", "steps=0", "momentum=1", "optimizer=best", "frobnicate=1").Select(f => f.What)];
        Assert.Equal(["Model name", "momentum", "optimizer", "setting 'frobnicate'", "steps"], what.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Faults_of_data_and_training_are_reported_together()
    {
        using TemporaryFolder folder = new();
        string[] what = [.. Refusal.Of(folder, "explain", "--data", "nowhere", "steps=0", "chunk=x").Select(f => f.What)];
        Assert.Equal(["chunk", "data 'nowhere'", "steps"], what.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Images_too_small_for_the_model_are_refused()
    {
        using TemporaryFolder folder = new();
        Images.WriteNpz(folder.In("small.npz"), [40, 1, 2, 2]);
        ShownFault fault = Refusal.One(folder, "explain", "--data", "small.npz", "--model", "resnet:20", "train=all", "batch-size=10");
        Assert.Equal(("Input of model 'resnet:20'", "images of at least 4×4", "examples of shape 1×2×2"), (fault.What, fault.Expected, fault.Got));
    }
}
