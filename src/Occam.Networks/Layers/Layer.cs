using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Parameters;

namespace Occam.Networks.Layers;

/// <summary>
/// One operation of a network, for batches of examples. A layer belongs to one of four families (bilinear, elementwise, linear map,
/// general), which give the four passes; see docs/architecture.md.
/// </summary>
public abstract class Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The kind, for messages: "dense", "convolution".</summary>
    public abstract string Kind { get; }

    /// <summary>The shape of one input example.</summary>
    public abstract Shape Input { get; }

    /// <summary>The shape of one output example.</summary>
    public abstract Shape Output { get; }

    /// <summary>The parameters, in the order in which they lie in memory.</summary>
    public abstract ImmutableArray<ParameterBlock> Parameters { get; }

    /// <summary>Named statistics that are kept but not trained, with their initial values.</summary>
    public virtual ImmutableArray<(string Name, int Length, double Initial)> State => [];

    /// <summary>Whether, in this mode, the output of an example depends on the others of its batch, so that per-example quantities do not exist.</summary>
    public virtual bool CouplesExamples(bool training) => false;

    /// <summary>Values to keep from forward to backward, for a batch.</summary>
    public virtual int SavedLength(int batch) => 0;

    /// <summary>Scratch values needed by any one pass, for a batch.</summary>
    public virtual int WorkspaceLength(int batch) => 0;

    /// <summary>Scratch values in double needed by any one pass, for a batch.</summary>
    public virtual int PartialsLength(int batch) => 0;

    /// <summary>How many values of statistics.</summary>
    public int StateLength => State.Sum(s => s.Length);

    /// <summary>How many parameters.</summary>
    public int ParameterCount => Parameters.Sum(b => b.Length);

    /// <summary>y from θ and x.</summary>
    public abstract void Forward(in LayerFrame<T> frame);

    /// <summary>ẏ from θ, x, θ̇ and ẋ: the Jacobian times a vector. Needs the values of a forward pass.</summary>
    public abstract void ForwardTangent(in LayerFrame<T> frame);

    /// <summary>x̄ and θ̄ from ȳ: the transposed Jacobian times a vector. Needs the values of a forward pass.</summary>
    public abstract void Backward(in LayerFrame<T> frame);

    /// <summary>The derivative of the backward pass along (θ̇, ẋ, ẏ̄). Needs the values of the other three passes.</summary>
    public abstract void BackwardTangent(in LayerFrame<T> frame);
}
