using System.Globalization;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Settings;

/// <summary>
/// The settings of one run: every key with its value, defaults filled in. Reading a value of the wrong kind notes a fault and goes on with the
/// default, so that one slip gives one fault; all are thrown together.
/// </summary>
public sealed class ResolvedSettings
{
    private readonly SortedDictionary<string, string> _values;
    private readonly Dictionary<string, string> _defaults;
    private readonly List<Fault> _faults = [];

    private ResolvedSettings(SortedDictionary<string, string> values) => (_values, _defaults) = (values, new Dictionary<string, string>(values));

    /// <summary>Every key and its value, sorted by key.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The faults noted so far.</summary>
    public List<Fault> Faults => _faults;

    /// <summary>Defaults of the budget, overridden by what the person set. Unknown keys are faults.</summary>
    public static ResolvedSettings Resolve(IReadOnlyList<SettingInfo> keys, Budget budget, IReadOnlyDictionary<string, string> overrides)
    {
        SortedDictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (SettingInfo info in keys) values[info.Key] = info.Default(budget);
        ResolvedSettings settings = new(values);
        foreach ((string key, string value) in overrides)
        {
            if (values.ContainsKey(key)) values[key] = value;
            else settings._faults.Add(new Fault($"setting '{key}'", "one of " + string.Join(", ", keys.Select(k => k.Key)), $"'{key}'", NearestName.Hint(key, keys.Select(k => k.Key))));
        }

        return settings;
    }

    /// <summary>The text of a key.</summary>
    public string Text(string key) => _values[key];

    /// <summary>Whether a key has the value that it has when nobody sets it.</summary>
    public bool IsDefault(string key) => _values[key] == _defaults[key];

    /// <summary>Replaces the path of an existing file or folder by its full path, so that the run can be repeated from anywhere.</summary>
    public void MakeAbsolute(string key)
    {
        if (File.Exists(Text(key)) || Directory.Exists(Text(key))) _values[key] = Path.GetFullPath(Text(key));
    }

    /// <summary>A number in [low, high].</summary>
    public double Number(string key, double low, double high)
    {
        if (TryNumber(Text(key), out double value) && value >= low && value <= high) return value;
        string range = low == double.MinValue ? "a number" : string.Create(CultureInfo.InvariantCulture, $"a number from {low} to {high}");
        AddFault(key, range);
        TryNumber(_defaults[key], out double otherwise);
        return otherwise;
    }

    /// <summary>A whole number in [low, high]; "all" is the largest.</summary>
    public int Integer(string key, int low, int high)
    {
        if (TryInteger(Text(key), high, out int value) && value >= low && value <= high) return value;
        string range = high == int.MaxValue ? $"a whole number from {low} on, or 'all'" : $"a whole number from {low} to {high}";
        AddFault(key, low == int.MinValue ? "a whole number" : range);
        TryInteger(_defaults[key], high, out int otherwise);
        return otherwise;
    }

    /// <summary>Numbers between commas, each in [low, high].</summary>
    public double[] Numbers(string key, double low, double high)
    {
        List<double> numbers = [];
        foreach (string part in Text(key).Split(','))
        {
            if (TryNumber(part, out double value) && value >= low && value <= high)
            {
                numbers.Add(value);
                continue;
            }

            _faults.Add(new Fault(key, string.Create(CultureInfo.InvariantCulture, $"numbers from {low} to {high} between commas"), $"'{part}'", $"Write for example {key}={_defaults[key]}."));
        }

        return [.. numbers];
    }

    /// <summary>One of the given words.</summary>
    public string Choice(string key, params ReadOnlySpan<string> words)
    {
        if (words.Contains(Text(key))) return Text(key);
        _faults.Add(new Fault(key, string.Join(", ", words.ToArray()), $"'{Text(key)}'", NearestName.Hint(Text(key), words.ToArray())));
        return words[0];
    }

    /// <summary>Does a part of reading the settings; what it finds wrong is noted, under another name where one is given.</summary>
    public void Collect(Action part, string? asKey = null)
    {
        try
        {
            part();
        }
        catch (InputException wrong)
        {
            _faults.AddRange(asKey is null ? wrong.Faults : wrong.Faults.Select(f => f with { What = asKey }));
        }
    }

    /// <summary>What a part of reading the settings gives, or null, with what it finds wrong noted.</summary>
    public TResult? Collect<TResult>(Func<TResult> part, string? asKey = null)
        where TResult : class
    {
        TResult? result = null;
        Collect(() => { result = part(); }, asKey);
        return result;
    }

    /// <summary>Throws all faults noted so far, if any.</summary>
    public void ThrowFaults()
    {
        if (_faults.Count > 0) throw new InputException([.. _faults.Distinct()]);
    }

    private static bool TryNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool TryInteger(string text, int all, out int value)
    {
        value = all;
        return (text == "all" && all == int.MaxValue) || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private void AddFault(string key, string expected) => _faults.Add(new Fault(key, expected, $"'{Text(key)}'", $"Write for example {key}={_defaults[key]}."));
}
