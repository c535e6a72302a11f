using System.CommandLine;
using Occam.Experiments;
using Occam.Experiments.Running;
using Occam.Experiments.Settings;
using Occam.Numerics.Errors;

namespace Occam.Cli.Commands;

/// <summary>The options that explain and run share.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _data = new("--data") { Description = "mnist-mini (embedded), mnist, fashion-mnist, cifar10, or a path", HelpName = "D" };
    private readonly Option<string?> _model = new("--model") { Description = "linear, mlp:512, mlp:512x3, lenet, vgg-small, resnet:20, …, or an ONNX file or a checkpoint", HelpName = "M" };
    private readonly Option<string> _budget = new("--budget") { Description = "smoke (seconds), standard (a minute or two) or full (the paper's setting)", DefaultValueFactory = _ => "standard" };
    private readonly Option<string> _seed = new("--seed") { Description = "root of all randomness", DefaultValueFactory = _ => "1" };
    private readonly Option<string> _out = new("--out") { Description = "the folder that holds runs", DefaultValueFactory = _ => "runs" };
    private readonly Option<bool> _json = new("--json") { Description = "print findings.json, and nothing else, on standard output" };
    private readonly Option<string?> _threads = ThreadsOption.Create();
    private readonly Argument<string[]> _settings = new("key=value") { Description = "settings; 'occam experiments NAME' lists them", Arity = ArgumentArity.ZeroOrMore };

    public void AddTo(Command command)
    {
        command.Add(_settings);
        foreach (Option option in (Option[])[_data, _model, _budget, _seed, _out, _json, _threads]) command.Add(option);
    }

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    public int Threads(ParseResult parsed) => ThreadsOption.Count(parsed.GetValue(_threads));

    /// <summary>The request that was typed.</summary>
    public RunRequest Request(ParseResult parsed, string experiment)
    {
        Dictionary<string, string> overrides = new(StringComparer.Ordinal);
        List<Fault> faults = [];
        foreach (string word in parsed.GetValue(_settings) ?? [])
        {
            string[] parts = word.Split('=', 2);
            if (parts.Length == 2 && parts[0].Length > 0) overrides[parts[0]] = parts[1];
            else faults.Add(new Fault($"'{word}'", "key=value", $"'{word}'", "Write for example steps=1000; 'occam experiments' lists the keys."));
        }

        if (parsed.GetValue(_data) is { } data) overrides["data"] = data;
        if (parsed.GetValue(_model) is { } model) overrides["model"] = model;
        Budget budget = Parse(parsed.GetValue(_budget)!, faults);
        if (!ulong.TryParse(parsed.GetValue(_seed), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ulong seed))
            faults.Add(new Fault("--seed", "a whole number from 0 on", $"'{parsed.GetValue(_seed)}'", "Write for example --seed 1."));
        if (faults.Count > 0) throw new InputException(faults);
        return new RunRequest(ExperimentCatalog.Find(experiment), budget, seed, overrides, parsed.GetValue(_out)!);
    }

    private static Budget Parse(string text, List<Fault> faults)
    {
        foreach (Budget budget in Enum.GetValues<Budget>())
        {
            if (text.Equals(budget.ToString(), StringComparison.OrdinalIgnoreCase)) return budget;
        }

        faults.Add(new Fault("--budget", "smoke, standard or full", $"'{text}'", NearestName.Hint(text, ["smoke", "standard", "full"])));
        return Budget.Smoke;
    }
}
