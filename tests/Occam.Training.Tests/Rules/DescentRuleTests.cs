using System.Globalization;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Training.Optimizers;
using Occam.Training.Rules;
using Occam.Training.Tests.Support;

namespace Occam.Training.Tests.Rules;

/// <summary>Which rules there are, what goes together, and in which words the rest is refused.</summary>
public sealed class DescentRuleTests
{
    [Theory]
    [InlineData("mean", "mean", 0)]
    [InlineData("winsorized:0", "winsorized", 0)]
    [InlineData("winsorized:12.5", "winsorized", 12.5)]
    [InlineData("winsorized:50", "winsorized", 50)]
    [InlineData("median", "median", 0)]
    [InlineData("m3", "m3", 0)]
    [InlineData("rm3", "rm3", 0)]
    [InlineData("ra3", "ra3", 0)]
    [InlineData("sam:0.05", "sam", 0.05)]
    [InlineData("asam:2", "asam", 2)]
    public void A_text_is_a_name_and_perhaps_a_number(string text, string name, double amount)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            DescentRule rule = DescentRule.Parse(text);
            Assert.Equal((name, amount, text), (rule.Name, rule.Amount, rule.ToString()));
            Assert.Equal(rule, DescentRule.Parse(rule.ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mean")]
    [InlineData("mean:1")]
    [InlineData("winsorized")]
    [InlineData("winsorized:")]
    [InlineData("winsorized:-1")]
    [InlineData("winsorized:50.1")]
    [InlineData("winsorized:NaN")]
    [InlineData("winsorized:8:2")]
    [InlineData("median:3")]
    [InlineData("m4")]
    [InlineData("rm3:3")]
    [InlineData("sam")]
    [InlineData("sam:0")]
    [InlineData("sam:-0.05")]
    [InlineData("sam:0,05")]
    [InlineData("sam:Infinity")]
    [InlineData("asam:NaN")]
    public void Other_texts_are_faults_that_show_what_to_write(string text) => Assert.Equal(
        $"rule: expected mean, winsorized:PERCENT, median, m3, rm3, ra3, sam:RADIUS or asam:RADIUS, got '{text}'. "
        + "Write for example rule=winsorized:8 or rule=sam:0.05; PERCENT lies from 0 to 50, RADIUS above 0.",
        Assert.Throws<InputException>(() => DescentRule.Parse(text)).Message);

    [Theory]
    [InlineData("m3", "momentum")]
    [InlineData("rm3", "momentum")]
    [InlineData("rm3", "nesterov")]
    [InlineData("rm3", "adam")]
    [InlineData("ra3", "adamw")]
    public void Medians_of_three_refuse_momentum(string rule, string optimizer)
    {
        List<Fault> faults = [];
        (Subjects.Settings(optimizer) with { Rule = DescentRule.Parse(rule) }).Check(faults);
        Assert.Equal(
            [$"optimizer: expected one without momentum beside rule={rule}, got '{optimizer}'. Write optimizer=sgd: with momentum these rules are unstable (Zielinski et al. 2020)."],
            faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Everything_else_goes_together()
    {
        foreach (string rule in (string[])["mean", "winsorized:8", "median", "m3", "rm3", "ra3", "sam:0.05", "asam:0.5"])
        {
            foreach (string optimizer in OptimizerSettings.Names)
            {
                if (rule is "m3" or "rm3" or "ra3" && optimizer is "momentum" or "nesterov" or "adam" or "adamw") continue;
                List<Fault> faults = [];
                (Subjects.Settings(optimizer) with { Rule = DescentRule.Parse(rule) }).Check(faults);
                Assert.Empty(faults);
            }
        }
    }

    [Theory]
    [InlineData("winsorized:8")]
    [InlineData("median")]
    public void Clipping_asks_for_examples_that_do_not_see_each_other(string rule)
    {
        string text = $"rule: expected a network whose examples do not see each other beside rule={rule}, got a batch norm at 'norm', which couples the batch. "
            + "Use normalization=group, layer or none, or a rule that needs no per-example gradients.";
        Assert.Equal([text], Faults(rule, "cnn", 40, 12));
        Assert.Empty(Faults(rule, "mlp", 40, 12));
        Assert.Equal(text, Assert.Throws<InputException>(() => new Session("cnn", Subjects.Settings("sgd") with { Rule = DescentRule.Parse(rule) })).Message);
        Network<float> group = ModelZoo.Create<float>("resnet:8", new Shape(3, 8, 8), 4, new ModelOptions(Normalization: "group"));
        List<Fault> faults = [];
        DescentRule.Parse(rule).Check(group, 40, 12, faults);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("m3")]
    [InlineData("rm3")]
    [InlineData("ra3")]
    [InlineData("sam:0.05")]
    [InlineData("asam:0.5")]
    public void The_others_train_batch_norm(string rule) => Assert.Empty(Faults(rule, "cnn", 48, 12));

    [Theory]
    [InlineData("mlp", 40, 2, "batch-size: expected at least 3 for the 3 groups of rule=m3, got 2. Choose larger batches.")]
    [InlineData("cnn", 40, 5, "batch-size: expected at least 6 for the 3 groups of rule=m3, got 5. Choose larger batches.")]
    [InlineData("mlp", 40, 13, "batch-size: expected at least 3 in the last batch of an epoch, for the 3 groups of rule=m3, got 1 left of 40 examples. Choose a batch-size that divides the examples.")]
    [InlineData("cnn", 41, 12, "batch-size: expected at least 6 in the last batch of an epoch, for the 3 groups of rule=m3, got 5 left of 41 examples. Choose a batch-size that divides the examples.")]
    public void Every_batch_has_examples_for_every_group(string network, int examples, int batchSize, string text) =>
        Assert.Equal([text], Faults("m3", network, examples, batchSize));

    [Theory]
    [InlineData("m3", "mlp", 42, 3)]
    [InlineData("m3", "mlp", 43, 20)]
    [InlineData("m3", "cnn", 42, 12)]
    [InlineData("m3", "mlp", 2, 12)]
    [InlineData("rm3", "mlp", 41, 2)]
    [InlineData("rm3", "cnn", 41, 20)]
    public void Other_batches_are_accepted(string rule, string network, int examples, int batchSize) => Assert.Empty(Faults(rule, network, examples, batchSize));

    private static string[] Faults(string rule, string network, int examples, int batchSize)
    {
        List<Fault> faults = [];
        DescentRule.Parse(rule).Check(Subjects.Network<float>(network), examples, batchSize, faults);
        return [.. faults.Select(f => f.ToString())];
    }
}
