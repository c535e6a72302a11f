using System.Numerics;

namespace Occam.Networks.Losses;

/// <summary>The loss of each example from its outputs z [n, k]. Nothing here divides by n: whoever takes the mean does.</summary>
public interface ILoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name, for specifications: "cross-entropy".</summary>
    string Name { get; }

    /// <summary>What a single output has to exceed to answer 1: 0 for a logit, ½ for a number that is near the label.</summary>
    double Threshold { get; }

    /// <summary>values[n] = ℓ(z_n, y_n), in nats.</summary>
    void Values(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> values);

    /// <summary>gradient[n,:] = scale · ∂ℓ_n/∂z_n.</summary>
    void Gradient(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, T scale, Span<T> gradient);

    /// <summary>
    /// errors[n] = ‖prediction − target‖₂, the prediction being what the loss makes of the outputs (softmax, sigmoid, identity) and the target
    /// the label, without smoothing: the norm of ∂ℓ_n/∂z_n of the loss without smoothing, "EL2N" of Paul et al. 2021, arXiv 2107.07075.
    /// </summary>
    void OutputErrors(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, Span<double> errors);

    /// <summary>product[n,:] = scale · (∂²ℓ_n/∂z_n²) v_n; positive semidefinite for every loss here.</summary>
    void HessianProduct(ReadOnlySpan<T> outputs, ReadOnlySpan<int> labels, int classes, ReadOnlySpan<T> vector, T scale, Span<T> product);
}
