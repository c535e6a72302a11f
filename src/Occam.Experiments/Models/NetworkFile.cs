using System.Collections.Immutable;
using System.Numerics;
using Occam.Experiments.Trials;
using Occam.Formats.Files;
using Occam.Networks.Architectures;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Models;

/// <summary>A person's file that gives an experiment its network: an ONNX file or a checkpoint. Its weights count only where trainings are asked to begin with them.</summary>
internal sealed class NetworkFile
{
    private readonly StoredModel _stored;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">There is no such file, or it is no such model.</exception>
    /// <exception cref="FileFormatException">It is damaged.</exception>
    public NetworkFile(string path)
    {
        (Path, _stored) = (path, new StoredModel(path, MeasurePrecision.Single));
        LoadedModel<float> loaded = _stored.Load<float>();
        (Parameters, Statistics, Sha256) = (loaded.Theta, loaded.State, _stored.Training is null ? _stored.Architecture!.Sha256 : ArchitectureFile.Digest(path));
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What tables and figures call the network.</summary>
    public string Title => System.IO.Path.GetFileName(Path);

    /// <summary>The digest of its content.</summary>
    public string Sha256 { get; }

    /// <summary>The parameters that it holds.</summary>
    public float[] Parameters { get; }

    /// <summary>The running statistics that it holds.</summary>
    public float[] Statistics { get; }

    /// <summary>What was left out when it was read, one sentence each.</summary>
    public ImmutableArray<string> Notes => _stored.Notes;

    /// <summary>How it was trained, as its checkpoint says; null for an ONNX file.</summary>
    public TrainedNetwork? Training => _stored.Training;

    /// <summary>The ONNX file that says how the network is built; null where a name of the zoo does.</summary>
    public ArchitectureFile? Architecture => _stored.Architecture;

    /// <summary>Whether <see cref="Parameters"/> are those of the architecture's file.</summary>
    public bool IsArchitecture => Architecture?.Sha256 == Sha256;

    /// <summary>The network as experiments plan it.</summary>
    /// <param name="initializer">How its weights are drawn, or that they are the file's.</param>
    public NetworkPlan Plan(string initializer) => Architecture is { } architecture
        ? new NetworkPlan($"{NetworkPlan.FilePrefix}{architecture.Sha256[..8]}", new ModelOptions(), initializer) { File = this }
        : new NetworkPlan(Training!.Model, Training.Options, initializer) { File = this };

    /// <summary>Where the scale of the weights of its network stands.</summary>
    public Parametrization Parametrization => Architecture is null ? Training!.Options.Parametrization : Parametrization.Standard;

    /// <summary>The network that the file holds, which has to fit the examples.</summary>
    /// <exception cref="InputException">It reads other examples, or has another number of outputs.</exception>
    public Network<T> Build<T>(Shape input, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = _stored.Build<T>();
        List<Fault> faults = [];
        if (!ExampleShapes.Fit(network.Input, input))
        {
            faults.Add(new Fault(
                $"Input of model '{Path}'", $"examples of shape {network.Input}, as the file says", $"{input}",
                ExampleShapes.Remedy(network.Input, input, "layout=nhwc", "Prepare the examples as the model reads them; crop= cuts images.")));
        }

        if (network.Output.Size != outputs)
        {
            faults.Add(new Fault(
                $"Outputs of model '{Path}'", $"{outputs}, as this training asks for", $"{network.Output.Size}",
                outputs == 1 ? "Give a model with one output, whose sign is the answer." : network.Output.Size == 1 && outputs == 2 ? "Write loss=logistic." : "Export the model with one output for each class of the data."));
        }

        return faults.Count == 0 ? network : throw new InputException(faults);
    }
}
