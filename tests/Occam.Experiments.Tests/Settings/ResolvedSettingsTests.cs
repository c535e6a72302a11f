using Occam.Experiments.Settings;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Tests.Settings;

/// <summary>Which text is taken, which is refused, and in which words.</summary>
public sealed class ResolvedSettingsTests
{
    private static readonly SettingInfo[] Keys =
    [
        new("steps", "", "10", "20", "30"), new("rate", "", "0.5"), new("kind", "", "uniform"), new("levels", "", "0,1"), new("train", "", "all"),
    ];

    [Theory]
    [InlineData(Budget.Smoke, "10")]
    [InlineData(Budget.Standard, "20")]
    [InlineData(Budget.Full, "30")]
    public void Each_budget_has_its_default(Budget budget, string steps) =>
        Assert.Equal(steps, ResolvedSettings.Resolve(Keys, budget, new Dictionary<string, string>()).Text("steps"));

    [Fact]
    public void Values_are_sorted_by_key_with_the_overrides_in_place() => Assert.Equal(
        [("kind", "uniform"), ("levels", "0,1"), ("rate", "0.25"), ("steps", "10"), ("train", "all")], Resolve(("rate", "0.25")).Values.Select(p => (p.Key, p.Value)));

    [Theory]
    [InlineData("step", "Did you mean 'steps'?")]
    [InlineData("reat", "Did you mean 'rate'?")]
    [InlineData("learning-schedule", "Choose one of these.")]
    public void An_unknown_key_is_a_fault_with_a_suggestion(string key, string remedy) =>
        Only(Resolve((key, "1")), $"setting '{key}': expected one of steps, rate, kind, levels, train, got '{key}'. {remedy}");

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData("2.5e-1", 0.25)]
    public void Numbers_in_range_are_taken(string text, double value)
    {
        ResolvedSettings settings = Resolve(("rate", text));
        Assert.Equal(value, settings.Number("rate", 0, 1));
        Assert.Empty(settings.Faults);
    }

    [Theory]
    [InlineData("-0.1")]
    [InlineData("1.01")]
    [InlineData("half")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0,5")]
    public void Other_numbers_are_faults_and_the_default_goes_on(string text)
    {
        ResolvedSettings settings = Resolve(("rate", text));
        Assert.Equal(0.5, settings.Number("rate", 0, 1));
        Only(settings, $"rate: expected a number from 0 to 1, got '{text}'. Write for example rate=0.5.");
    }

    [Fact]
    public void A_number_without_a_range_says_so()
    {
        ResolvedSettings settings = Resolve(("rate", "fast"), ("steps", "many"));
        Assert.Equal((0.5, 10), (settings.Number("rate", double.MinValue, double.MaxValue), settings.Integer("steps", int.MinValue, int.MaxValue - 1)));
        Assert.Equal(
            ["rate: expected a number, got 'fast'. Write for example rate=0.5.", "steps: expected a whole number, got 'many'. Write for example steps=10."],
            settings.Faults.Select(f => f.ToString()));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("100", 100)]
    public void Whole_numbers_in_range_are_taken(string text, int value) => Assert.Equal(value, Resolve(("steps", text)).Integer("steps", 1, 100));

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("2.5")]
    [InlineData("1e2")]
    [InlineData("99999999999")]
    [InlineData("all")]
    [InlineData("")]
    public void Other_whole_numbers_are_faults_and_the_default_goes_on(string text)
    {
        ResolvedSettings settings = Resolve(("steps", text));
        Assert.Equal(10, settings.Integer("steps", 1, 100));
        Only(settings, $"steps: expected a whole number from 1 to 100, got '{text}'. Write for example steps=10.");
    }

    [Fact]
    public void All_is_the_largest_where_there_is_no_bound()
    {
        Assert.Equal(int.MaxValue, Resolve().Integer("train", 1, int.MaxValue));
        ResolvedSettings settings = Resolve(("train", "-5"));
        Assert.Equal(int.MaxValue, settings.Integer("train", 1, int.MaxValue));
        Only(settings, "train: expected a whole number from 1 on, or 'all', got '-5'. Write for example train=all.");
    }

    [Fact]
    public void Lists_report_every_part_that_is_wrong()
    {
        Assert.Equal([0, 0.5, 1], Resolve(("levels", "0,0.5,1")).Numbers("levels", 0, 1));
        ResolvedSettings settings = Resolve(("levels", "0,2,x,1"));
        Assert.Equal([0, 1], settings.Numbers("levels", 0, 1));
        Assert.Equal(
            [
                "levels: expected numbers from 0 to 1 between commas, got '2'. Write for example levels=0,1.",
                "levels: expected numbers from 0 to 1 between commas, got 'x'. Write for example levels=0,1.",
            ],
            settings.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void Choices_are_exact()
    {
        Assert.Equal("permute", Resolve(("kind", "permute")).Choice("kind", "uniform", "permute"));
        ResolvedSettings settings = Resolve(("kind", "Permute"));
        Assert.Equal("uniform", settings.Choice("kind", "uniform", "permute"));
        Only(settings, "kind: expected uniform, permute, got 'Permute'. Did you mean 'permute'?");
    }

    [Fact]
    public void All_faults_are_thrown_together()
    {
        ResolvedSettings settings = Resolve(("stps", "1"), ("rate", "x"), ("kind", "y"));
        settings.Number("rate", 0, 1);
        settings.Choice("kind", "uniform");
        InputException fault = Assert.Throws<InputException>(settings.ThrowFaults);
        Assert.Equal(["setting 'stps'", "rate", "kind"], fault.Faults.Select(f => f.What));
        Resolve().ThrowFaults();
    }

    [Fact]
    public void Own_keys_replace_common_ones_in_place_and_others_follow()
    {
        IReadOnlyList<SettingInfo> keys = CommonSettings.With(new SettingInfo("train", "mine", "7"), new SettingInfo("extra", "mine", "8"));
        Assert.Equal([.. CommonSettings.All.Select(k => k.Key), "extra"], keys.Select(k => k.Key));
        Assert.Equal("7", keys.Single(k => k.Key == "train").Smoke);
    }

    private static ResolvedSettings Resolve(params (string Key, string Value)[] overrides) =>
        ResolvedSettings.Resolve(Keys, Budget.Smoke, overrides.ToDictionary(o => o.Key, o => o.Value));

    private static void Only(ResolvedSettings settings, string text) => Assert.Equal([text], settings.Faults.Select(f => f.ToString()));
}
