using Occam.Data.Datasets;
using Occam.Experiments.Models;
using Occam.Experiments.Trials;
using Occam.Networks.Architectures;
using Occam.Networks.Losses;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Settings;

/// <summary>The network and the loss, out of settings.</summary>
internal static class ModelSettings
{
    private static readonly string[] FileEndings = [".onnx", ".safetensors"];

    /// <summary>The network that model= names, of the zoo or a file, and what others have that the experiment names itself.</summary>
    /// <exception cref="InputException">The file is no model; with all faults so far.</exception>
    public static (NetworkPlan Network, NetworkPlan Others) Networks(ResolvedSettings settings)
    {
        string model = settings.Text("model"), initializer = settings.Choice("initializer", Initializers.Names);
        ModelOptions options = new(
            Initializers.Parametrization(initializer), settings.Text("activation"), settings.Text("normalization"), settings.Number("dropout", double.MinValue, double.MaxValue));
        options.Check(settings.Faults);
        NetworkPlan named = new(model, options, Initializers.Drawn(initializer));
        if (IsFile(model)) return (OfFile(initializer, settings), named);
        if (initializer == Initializers.Stored)
            settings.Faults.Add(new Fault("initializer", "he, glorot, lecun or ntk", $"'{initializer}' with model={model}", "Only a file holds weights: write model=FILE.onnx, or leave initializer= out."));
        return (named, named);
    }

    private static bool IsFile(string model) =>
        !ModelZoo.Families.Any(f => f.Name == model.Split(':')[0])
        && (File.Exists(model) || Directory.Exists(model) || model.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || FileEndings.Any(e => model.EndsWith(e, StringComparison.OrdinalIgnoreCase)));

    private static NetworkPlan OfFile(string initializer, ResolvedSettings settings)
    {
        settings.MakeAbsolute("model");
        if (settings.Collect(() => new NetworkFile(settings.Text("model"))) is not { } file)
        {
            settings.ThrowFaults();
            throw new InvalidOperationException("a file that cannot be read is a fault");
        }

        foreach (string key in (string[])["activation", "normalization", "dropout"])
        {
            if (!settings.IsDefault(key))
                settings.Faults.Add(new Fault(key, $"nothing, because '{file.Title}' says how the network is built", $"'{settings.Text(key)}'", "Leave it out, or name a network of the zoo."));
        }

        if (initializer == Initializers.Stored && file.Training is not null && !settings.IsDefault("standardize"))
            settings.Faults.Add(new Fault("standardize", "nothing, because weights of a checkpoint are taken with its constants", $"'{settings.Text("standardize")}'", "Leave it out."));
        if (initializer != Initializers.Stored && Initializers.Parametrization(initializer) != file.Parametrization)
        {
            bool tangent = file.Parametrization == Parametrization.NeuralTangent;
            settings.Faults.Add(new Fault(
                "initializer", tangent ? "ntk, as the checkpoint's network is parametrized" : "he, glorot or lecun, as the file's network is parametrized", $"'{initializer}'",
                tangent ? "Write initializer=ntk." : "Write initializer=he."));
        }

        return file.Plan(initializer);
    }

    public static ILoss<float> Loss(ResolvedSettings settings)
    {
        double smoothing = settings.Number("label-smoothing", 0, 1);
        return settings.Choice("loss", "cross-entropy", "mse", "logistic") switch
        {
            "mse" => new SquaredError<float>(),
            "logistic" => new Logistic<float>(),
            _ => new SoftmaxCrossEntropy<float>(smoothing),
        };
    }

    /// <summary>A task has two classes; the logistic loss has one output for exactly two.</summary>
    public static void DemandTwoClasses(ILoss<float> loss, DatasetPair data, ResolvedSettings settings)
    {
        if (data.ClassCount < 2)
            settings.Faults.Add(new Fault("data", "at least two classes", $"{data.ClassCount}", "Learning one class is no task: give labels of two or more."));
        else if (loss is Logistic<float> && data.ClassCount != 2)
            settings.Faults.Add(new Fault("loss", "data with two classes for logistic", $"{data.ClassCount} classes", "Use loss=cross-entropy."));
    }
}
