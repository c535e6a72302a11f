namespace Occam.Experiments.Settings;

/// <summary>One key that a person can set, with its default for each budget.</summary>
/// <param name="Key">The key, as in key=value and --key value.</param>
/// <param name="Help">What it decides, in a line.</param>
/// <param name="Smoke">The default of the smoke budget.</param>
/// <param name="Standard">The default of the standard budget.</param>
/// <param name="Full">The default of the full budget.</param>
public sealed record SettingInfo(string Key, string Help, string Smoke, string Standard, string Full)
{
    /// <summary>A key with one default for all budgets.</summary>
    public SettingInfo(string key, string help, string value)
        : this(key, help, value, value, value)
    {
    }

    /// <summary>Whether the experiment looks at it; keys that all experiments share may decide nothing in one, and its help begins by saying so.</summary>
    public bool HasEffect => !Help.StartsWith("has no effect", StringComparison.Ordinal);

    /// <summary>The default of a budget.</summary>
    public string Default(Budget budget) => budget switch
    {
        Budget.Smoke => Smoke,
        Budget.Standard => Standard,
        _ => Full,
    };
}
