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
        (Parameters, Statistics, Sha256) = (loaded.Theta, loaded.State, ArchitectureFile.Digest(path));
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

    /// <summary>The ONNX file that says how the network is built; null where a name of the zoo does.</summary>
    public ArchitectureFile? Architecture => _stored.Architecture;

    /// <summary>Whether <see cref="Parameters"/> are those of the architecture's file.</summary>
    public bool IsArchitecture => Architecture?.Sha256 == Sha256;

    /// <summary>The network as experiments plan it.</summary>
    /// <param name="initializer">How its weights are drawn, or that they are the file's.</param>
    public NetworkPlan Plan(string initializer) => new(Architecture is null ? _stored.Training!.Model : Path, Options, initializer) { File = this };

    /// <summary>What is varied in a network of the zoo; as published for others.</summary>
    public ModelOptions Options => _stored.Training?.Options ?? new ModelOptions();

    /// <summary>The network, which has to fit the examples.</summary>
    /// <exception cref="InputException">It reads other examples, or has another number of outputs.</exception>
    public Network<T> Build<T>(Shape input, int outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = _stored.Build<T>();
        List<Fault> faults = [];
        if (!Fits(network.Input, input))
        {
            faults.Add(new Fault(
                $"Input of model '{Path}'", $"examples of shape {network.Input}, as the file says", $"{input}",
                "Prepare the examples as the model reads them: crop= cuts, layout=nhwc says that channels come last."));
        }

        if (network.Output.Size != outputs)
        {
            faults.Add(new Fault(
                $"Outputs of model '{Path}'", $"{outputs}, as this training asks for", $"{network.Output.Size}",
                "Export the model with one output for each class of the data, or name a network of the zoo."));
        }

        return faults.Count == 0 ? network : throw new InputException(faults);
    }

    /// <summary>A vector of as many values is read in the order in which an image stores them; two images have to agree in every length.</summary>
    private static bool Fits(Shape model, Shape data) => model == data || (model.Size == data.Size && (model.Sites == 1 || data.Sites == 1));
}
