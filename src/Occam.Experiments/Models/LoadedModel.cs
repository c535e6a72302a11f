using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Experiments.Models;

/// <summary>A trained model in the precision in which it is measured.</summary>
/// <param name="Network">The network.</param>
/// <param name="Theta">Its parameters.</param>
/// <param name="State">Its statistics.</param>
/// <param name="Training">How it was trained, as its checkpoint says; null for an ONNX file.</param>
/// <param name="Notes">What a reader of the results has to know.</param>
internal sealed record LoadedModel<T>(Network<T> Network, T[] Theta, T[] State, TrainedNetwork? Training, ImmutableArray<string> Notes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Builds the same network in double precision.</summary>
    public required Func<Network<double>> BuildDouble { get; init; }

    /// <summary>The parameters with which the training began; null where they are not known.</summary>
    public float[]? Initial() => Training?.Initial(Training.Build<float>());

    /// <summary>The asked loss; without one the loss of the training, else cross-entropy. A single output is a logistic model.</summary>
    public ILoss<TLoss> Loss<TLoss>(string? asked)
        where TLoss : unmanaged, IBinaryFloatingPointIeee754<TLoss>
    {
        string name = asked ?? Training?.Loss ?? "cross-entropy";
        if (name == "mse") return new SquaredError<TLoss>();
        if (Network.Output.Size == 1) return new Logistic<TLoss>();
        return new SoftmaxCrossEntropy<TLoss>(asked is null ? Training?.LabelSmoothing ?? 0 : 0);
    }
}
