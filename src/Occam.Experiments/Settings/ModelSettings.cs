using Occam.Data.Datasets;
using Occam.Networks.Architectures;
using Occam.Networks.Losses;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Settings;

/// <summary>The network's options and the loss, out of settings.</summary>
internal static class ModelSettings
{
    public static ModelOptions Options(ResolvedSettings settings)
    {
        string initializer = settings.Choice("initializer", Initializers.Names);
        ModelOptions options = new(
            Initializers.Parametrization(initializer), settings.Text("activation"), settings.Text("normalization"), settings.Number("dropout", double.MinValue, double.MaxValue));
        options.Check(settings.Faults);
        return options;
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

    /// <summary>The logistic loss has one output for two classes.</summary>
    public static void DemandTwoClasses(ILoss<float> loss, DatasetPair data, ResolvedSettings settings)
    {
        if (loss is Logistic<float> && data.ClassCount != 2)
            settings.Faults.Add(new Fault("loss", "data with two classes for logistic", $"{data.ClassCount} classes", "Use loss=cross-entropy."));
    }
}
