using System.Globalization;
using System.Numerics;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Training.Optimizers;

namespace Occam.Training.Rules;

/// <summary>How a batch becomes the gradient that the optimizer gets, as a person names it. docs/training.md has the formulas and their sources.</summary>
public sealed record DescentRule
{
    private const string Forms = "mean, winsorized:PERCENT, median, m3, rm3, ra3, sam:RADIUS or asam:RADIUS";

    private DescentRule(string name, double amount = 0) => (Name, Amount) = (name, amount);

    /// <summary>The mean of the examples' gradients.</summary>
    public static DescentRule Mean { get; } = new("mean");

    /// <summary>The name before the colon.</summary>
    public string Name { get; }

    /// <summary>The percentile of "winsorized", from 0 to 50, or the radius of "sam" and "asam", above 0; 0 for rules without a number.</summary>
    public double Amount { get; }

    /// <summary>A rule from its text: "mean", "winsorized:8", "median", "m3", "rm3", "ra3", "sam:0.05" or "asam:0.5".</summary>
    /// <exception cref="InputException">The text is no rule.</exception>
    public static DescentRule Parse(string text)
    {
        string[] parts = text.Split(':');
        return (parts[0], parts.Length) switch
        {
            ("mean" or "median" or "m3" or "rm3" or "ra3", 1) => new DescentRule(text),
            ("winsorized", 2) => new DescentRule(parts[0], Number(text, parts[1], 0, 50)),
            ("sam" or "asam", 2) => new DescentRule(parts[0], Number(text, parts[1], double.Epsilon, double.MaxValue)),
            _ => throw Unknown(text),
        };
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => Name is "winsorized" or "sam" or "asam" ? string.Create(CultureInfo.InvariantCulture, $"{Name}:{Amount}") : Name;

    /// <summary>Adds a fault when the rule and the optimizer do not go together.</summary>
    public void Check(OptimizerSettings optimizer, List<Fault> faults)
    {
        if (Create<float>().RefusesMomentum && optimizer.HasMomentum)
        {
            faults.Add(new Fault(
                "optimizer", $"one without momentum beside rule={this}", $"'{optimizer.Name}'",
                "Write optimizer=sgd: with momentum these rules are unstable (Zielinski et al. 2020)."));
        }
    }

    /// <summary>Adds every fault that the network and the sizes of the batches have for this rule.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">Training examples; what is left of them after the whole batches is a batch too.</param>
    /// <param name="batchSize">Examples in a batch.</param>
    /// <param name="faults">The list.</param>
    public void Check<T>(Network<T> network, int examples, int batchSize, List<Fault> faults)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IDescentRule<T> rule = Create<T>();
        Node<T>? coupled = network.FirstCoupling(training: true);
        if (rule.NeedsSeparateExamples && coupled is not null)
        {
            faults.Add(new Fault(
                "rule", $"a network whose examples do not see each other beside rule={this}", $"a {coupled.Layer!.Kind} at '{coupled.Name}', which couples the batch",
                "Use normalization=group, layer or none, or a rule that needs no per-example gradients."));
        }

        if (rule.Groups == 1 || batchSize < 1 || batchSize > examples) return;

        // A batch's statistics need two examples in each group.
        int least = rule.Groups * (coupled is null ? 1 : 2), last = examples % batchSize;
        if (batchSize < least) faults.Add(new Fault("batch-size", $"at least {least} for the {rule.Groups} groups of rule={this}", $"{batchSize}", "Choose larger batches."));
        else if (last > 0 && last < least)
        {
            faults.Add(new Fault(
                "batch-size", $"at least {least} in the last batch of an epoch, for the {rule.Groups} groups of rule={this}", $"{last} left of {examples} examples",
                "Choose a batch-size that divides the examples."));
        }
    }

    internal IDescentRule<T> Create<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Name switch
        {
            "winsorized" => new Winsorized<T>(Amount),
            "median" => new Winsorized<T>(50),
            "m3" => new MedianOfGroups<T>(),
            "rm3" => new RollingMedian<T>(),
            "ra3" => new RollingAverage<T>(),
            "sam" => new SharpnessAware<T>(Amount),
            "asam" => new AdaptiveSharpnessAware<T>(Amount),
            _ => new MeanGradient<T>(),
        };

    private static double Number(string text, string part, double low, double high) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= low && value <= high ? value : throw Unknown(text);

    private static InputException Unknown(string text) =>
        new("rule", Forms, $"'{text}'", "Write for example rule=winsorized:8 or rule=sam:0.05; PERCENT lies from 0 to 50, RADIUS above 0.");
}
