using System.CommandLine;
using System.CommandLine.Parsing;
using Occam.Experiments.Measuring;
using Occam.Experiments.Models;
using Occam.Numerics.Errors;

namespace Occam.Cli.Commands;

/// <summary>The options of measure, and the request they make.</summary>
internal sealed class MeasureOptions
{
    private const string DefaultMemory = "4GB";
    private readonly Argument<string?> _model = new("model") { Description = "an ONNX file, or a checkpoint of a run", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _data = new("--data") { Description = "an .npz with x [n, …] and y [n], a folder, or a name such as mnist-mini", HelpName = "D" };
    private readonly Option<string?> _split = new("--split") { Description = "train or test; without it test, and x and y of an .npz", HelpName = "PART" };
    private readonly Option<string?> _gradients = new("--gradients") { Description = "in place of a model: an .npy [examples, parameters] of per-example gradients", HelpName = "FILE" };
    private readonly Option<string?> _labels = new("--labels") { Description = "with --gradients: an .npy of the examples' classes", HelpName = "FILE" };
    private readonly Option<string?> _loss = new("--loss") { Description = "cross-entropy or mse; without it a checkpoint's own, else cross-entropy", HelpName = "LOSS" };
    private readonly Option<string?> _precision = new("--precision") { Description = "single or double; without it the file's: double for ONNX with parameters in double", HelpName = "TYPE" };
    private readonly Option<int?> _batch = new("--batch-size") { Description = "examples of a minibatch, for batch_cosine and gradient_regret", HelpName = "B" };
    private readonly Option<string?> _layout = new("--layout") { Description = "of images in an .npz: nchw (without it) or nhwc", HelpName = "LAYOUT" };
    private readonly Option<double?> _priorPrecision = new("--prior-precision") { Description = "λ of the evidence's prior; without it n × the training's weight decay, else the best on a grid", HelpName = "L" };
    private readonly Option<bool> _exact = new("--exact") { Description = "all eigenvalues of the curvature, however large the network" };
    private readonly Option<int?> _samples = new("--samples") { Description = "random probes of the curvature's spectrum", HelpName = "K" };
    private readonly Option<string?> _only = new("--only") { Description = "only these keys, or groups (curvature, evidence, sharpness, norms, or a measure), between commas; what they do not need is not computed", HelpName = "KEYS" };
    private readonly Option<string> _memory = new("--memory") { Description = "the most memory to reserve beside model and data", DefaultValueFactory = _ => DefaultMemory, HelpName = "SIZE" };
    private readonly Option<string?> _out = new("--out") { Description = "also write measures.json, and large arrays, to this folder", HelpName = "DIR" };
    private readonly Option<bool> _json = new("--json") { Description = "print measures.json, and nothing else, on standard output" };
    private readonly Option<string?> _threads = ThreadsOption.Create();

    public void AddTo(Command command)
    {
        command.Add(_model);
        foreach (Option option in (Option[])[_data, _split, _gradients, _labels, _loss, _precision, _batch, _layout, _priorPrecision, _exact, _samples, _only, _memory, _out, _json, _threads]) command.Add(option);
    }

    public int Threads(ParseResult parsed) => ThreadsOption.Count(parsed.GetValue(_threads));

    public string? Folder(ParseResult parsed) => parsed.GetValue(_out);

    public bool Json(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The request for a file of gradients; null where a model is to be measured.</summary>
    public GradientsRequest? OfGradients(ParseResult parsed)
    {
        if (parsed.GetValue(_gradients) is not { } gradients) return null;
        List<Fault> faults = [];
        if (parsed.GetValue(_model) is { } model) faults.Add(new Fault("occam measure", "a model or --gradients", $"both, the model '{model}'", "Leave one of them out."));
        foreach (Option option in (Option[])[_data, _split, _loss, _precision, _layout, _priorPrecision, _exact, _samples])
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
                faults.Add(new Fault($"occam measure {option.Name}", "a model that it belongs to", $"{Given(given)} beside --gradients", "Leave it out: gradients are taken as they are."));
        }

        GradientsRequest request = new(gradients, Bytes(parsed, faults))
        {
            Labels = parsed.GetValue(_labels),
            BatchSize = parsed.GetValue(_batch),
            Keys = Keys(MeasureKeys.OfGradients, parsed, faults) ?? MeasureKeys.OfGradients(null),
        };
        return faults.Count == 0 ? request : throw new InputException(faults);
    }

    /// <summary>The request for a model.</summary>
    public MeasureRequest OfModel(ParseResult parsed)
    {
        List<Fault> faults = [];
        string? model = parsed.GetValue(_model), data = parsed.GetValue(_data);
        if (model is null) faults.Add(new Fault("occam measure", $"MODEL: {_model.Description}, or --gradients FILE", "nothing", "'occam measure --help' explains."));
        else if (data is null) faults.Add(new Fault("occam measure --data", $"one value: {_data.Description}", "no value", "'occam measure --help' explains."));
        if (parsed.GetValue(_labels) is { } labels) faults.Add(new Fault("occam measure --labels", "--gradients, which it belongs to", $"'{labels}' without", "Put the labels into the data, as y."));
        MeasureRequest request = new(model ?? "", data ?? "", Bytes(parsed, faults))
        {
            Split = Choice(_split, parsed, faults, "train", "test"),
            Loss = Choice(_loss, parsed, faults, "cross-entropy", "mse"),
            Precision = Choice(_precision, parsed, faults, "single", "double") switch
            {
                "single" => MeasurePrecision.Single,
                "double" => MeasurePrecision.Double,
                _ => null,
            },
            ChannelsLast = Choice(_layout, parsed, faults, "nchw", "nhwc") == "nhwc",
            BatchSize = parsed.GetValue(_batch),
            PriorPrecision = parsed.GetValue(_priorPrecision),
            Exact = parsed.GetValue(_exact),
            Samples = parsed.GetValue(_samples),
            Folder = parsed.GetValue(_out),
            Keys = Keys(MeasureKeys.OfModel, parsed, faults) ?? MeasureKeys.OfModel(null),
        };
        return faults.Count == 0 ? request : throw new InputException(faults);
    }

    private static string Given(OptionResult option) => option.Tokens.Count > 0 ? $"'{option.Tokens[0].Value}'" : option.Option.Name;

    private static string? Choice(Option<string?> option, ParseResult parsed, List<Fault> faults, params string[] words)
    {
        if (parsed.GetValue(option) is not { } value || words.Contains(value)) return parsed.GetValue(option);
        faults.Add(new Fault(option.Name, string.Join(" or ", words), $"'{value}'", NearestName.Hint(value, words)));
        return null;
    }

    private MeasureKeys? Keys(Func<string?, MeasureKeys> read, ParseResult parsed, List<Fault> faults)
    {
        try
        {
            return read(parsed.GetValue(_only));
        }
        catch (InputException unknown)
        {
            faults.AddRange(unknown.Faults);
            return null;
        }
    }

    private long Bytes(ParseResult parsed, List<Fault> faults)
    {
        string text = parsed.GetValue(_memory)!;
        if (ByteSize.TryRead(text, out long bytes)) return bytes;
        faults.Add(new Fault(_memory.Name, "a size such as 500MB or 4GB", $"'{text}'", $"Write for example {_memory.Name} {DefaultMemory}."));
        return 0;
    }
}
