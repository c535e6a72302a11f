using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Occam.Data.Augmentations;
using Occam.Data.Catalog;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Data.Readers;
using Occam.Experiments.Computing;
using Occam.Experiments.Models;
using Occam.Experiments.Settings;
using Occam.Experiments.Trials;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Experiments.Running;

/// <summary>Turns a request into a plan, or into the list of everything that is wrong with it, before anything is computed or written.</summary>
public static class RunPreparation
{
    private const int SpecVersion = 1;

    /// <summary>Checks the request and reads the data.</summary>
    /// <exception cref="InputException">With all faults of the request.</exception>
    public static PreparedRun Prepare(RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ResolvedSettings settings = ResolvedSettings.Resolve(request.Experiment.Settings, request.Budget, request.Overrides);
        return request.Experiment switch
        {
            IFreeExperiment free => Prepare(request, free, settings),
            ILaboratoryExperiment experiment => Prepare(request, experiment, settings),
            _ => throw new ArgumentException($"RunPreparation: expected an experiment with a plan, got {request.Experiment.GetType().Name}. Give it one of the two interfaces."),
        };
    }

    private static PreparedRun Prepare(RunRequest request, IFreeExperiment experiment, ResolvedSettings settings)
    {
        IReadOnlyList<Computation> computations = experiment.Plan(new Seed(request.Seed).Derive("run"), settings);
        settings.ThrowFaults();
        return new PreparedRun(request, Describe(request, settings), null, new ExperimentPlan([], computations));
    }

    private static PreparedRun Prepare(RunRequest request, ILaboratoryExperiment experiment, ResolvedSettings settings)
    {
        settings.MakeAbsolute("data");
        ImageLayout layout = settings.Choice("layout", "nchw", "nhwc") == "nhwc" ? ImageLayout.ChannelsLast : ImageLayout.ChannelsFirst;
        Standardization kind = settings.Choice("standardize", "per-channel", "per-image", "none") switch
        {
            "per-image" => Standardization.PerImage,
            "none" => Standardization.None,
            _ => Standardization.PerChannel,
        };
        AugmentationKind augmentation = ImageSettings.Augmentation(settings);
        (NetworkPlan network, NetworkPlan others) = ModelSettings.Networks(settings);
        ILoss<float> loss = ModelSettings.Loss(settings);
        (double fit, double stop) = (settings.Number("fit", 0.01, 1), settings.Number("stop", 0.01, 1));
        (int probe, int chunk) = (settings.Integer("probe", 2, int.MaxValue), settings.Integer("chunk", 1, 100_000));
        Seed seed = new Seed(request.Seed).Derive("run");
        DatasetPair? data = settings.Collect(() => Choose(DatasetCatalog.FromEnvironment().Load(settings.Text("data"), layout), settings, seed));
        if (data is null)
        {
            TrialPlans.Training(settings);
            settings.ThrowFaults();
        }

        DatasetPair cropped = settings.Collect(() => ImageSettings.Crop(data!, settings)) ?? data!;
        (DatasetPair standardized, StandardizationConstants constants) = Standardized(cropped, kind, network, settings);
        LaboratoryPlan laboratory = new(
            standardized, constants, network, loss, seed, fit, stop, Math.Min(probe, standardized.Train.Count), Math.Min(chunk, standardized.Train.Count))
        { Originals = data!, Augmentation = augmentation, Others = others };
        ModelSettings.DemandTwoClasses(loss, standardized, settings);
        // How many outputs a network of a file has to have is for each training to say.
        if (!network.IsFixed) settings.Collect(() => network.Build<float>(laboratory.Input, laboratory.Outputs));
        if (network.File is { } file && !experiment.UsesModel)
            settings.Faults.Add(new Fault("model", "nothing, because this experiment makes its own models", $"'{file.Path}'", "Leave it out."));
        ExperimentPlan plan = experiment.Plan(laboratory, settings);
        CheckNetworks(laboratory, plan.Trials, settings);
        ImageSettings.CheckAugmentation(laboratory, plan.Trials, settings);
        settings.ThrowFaults();
        return new PreparedRun(request, Describe(request, settings, data!, network.File), laboratory, plan);
    }

    /// <summary>Weights of a checkpoint are taken with the constants that they were trained with; otherwise these are measured.</summary>
    private static (DatasetPair Data, StandardizationConstants Constants) Standardized(DatasetPair data, Standardization kind, NetworkPlan network, ResolvedSettings settings)
    {
        if (!network.BeginsAsStored || network.File?.Training is not { } training) return Standardizer.Apply(data, kind);
        DatasetPair? standardized = settings.Collect(() =>
        {
            if (training.UnitRange) UnitValues.Demand(data.Train);
            return data.Map(set => Standardizer.Apply(set, training.Standardization));
        });
        return (standardized ?? data, training.Standardization);
    }

    private static void CheckNetworks(LaboratoryPlan laboratory, IReadOnlyList<TrialPlan> trials, ResolvedSettings settings)
    {
        foreach (IGrouping<(NetworkPlan, Shape), TrialPlan> same in trials.GroupBy(t => (laboratory.NetworkOf(t), t.Input)))
        {
            if (settings.Collect(() => laboratory.Build(same.First())) is not { } network) continue;
            PassLimits.Check(network, same.Max(t => t.Settings.BatchSize), "batch-size", settings.Faults);
            PassLimits.Check(network, laboratory.Chunk, "chunk", settings.Faults);
            foreach (TrialPlan trial in trials) trial.Settings.Rule.Check(network, trial.Train.Count, trial.Settings.BatchSize, settings.Faults);
        }
    }

    private static DatasetPair Choose(DatasetPair data, ResolvedSettings settings, Seed seed)
    {
        Dataset? train = settings.Collect(() => Balanced(data.Train, "train", settings, seed.Derive("train")));
        Dataset? test = data.Test is null ? null : settings.Collect(() => Balanced(data.Test, "test", settings, seed.Derive("test")));
        return new DatasetPair(train ?? data.Train, test, data.Info);
    }

    private static Dataset Balanced(Dataset set, string key, ResolvedSettings settings, Seed seed)
    {
        int count = settings.Integer(key, 1, int.MaxValue);
        if (count >= set.Count) return set;
        int perClass = count / set.ClassCount;
        int smallest = set.ClassHistogram().Min();
        if (smallest == 0)
            throw new InputException($"examples of '{set.Name}'", "examples of every class, to choose as many of each", "a class without any", "Number the classes without gaps, or use all examples.");
        if (perClass < 1 || perClass > smallest)
        {
            throw new InputException(
                key, $"{set.ClassCount} to {smallest * set.ClassCount} examples of '{set.Name}', as many of every class, or all", $"{count}", $"Write for example {key}=all.");
        }

        return Subset.Balanced(set, perClass, seed);
    }

    private static JsonObject Describe(RunRequest request, ResolvedSettings settings, DatasetPair data, NetworkFile? model)
    {
        JsonObject spec = Describe(request, settings);
        spec["data"] = new JsonObject
        {
            ["train_examples"] = data.Train.Count,
            ["test_examples"] = data.Test?.Count ?? 0,
            ["sha256"] = Digest(data),
        };
        if (model is not null) spec["model"] = new JsonObject { ["sha256"] = model.Sha256 };
        return spec;
    }

    private static JsonObject Describe(RunRequest request, ResolvedSettings settings)
    {
        JsonObject values = [];
        foreach ((string key, string value) in settings.Values) values[key] = value;
        return new JsonObject
        {
            ["version"] = SpecVersion,
            ["experiment"] = request.Experiment.Id,
            ["budget"] = request.Budget.ToString().ToLowerInvariant(),
            ["seed"] = request.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["settings"] = values,
        };
    }

    /// <summary>The content that was read, because a path can hold other data tomorrow.</summary>
    private static string Digest(DatasetPair data)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Dataset? set in (Dataset?[])[data.Train, data.Test])
        {
            if (set is null) continue;
            hash.AppendData(MemoryMarshal.AsBytes(set.Images));
            hash.AppendData(MemoryMarshal.AsBytes(set.Labels));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
