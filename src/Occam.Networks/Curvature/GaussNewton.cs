using System.Numerics;

namespace Occam.Networks.Curvature;

/// <summary>
/// G = (1/n) Σ J_iᵀ (∂²ℓ_i/∂f²) J_i, J_i the Jacobian of the outputs: the part of the Hessian that the curvature of the loss makes. Positive
/// semidefinite, and for cross-entropy equal to the Fisher matrix of the model (Martens 2020).
/// </summary>
/// <param name="point">The point.</param>
/// <param name="blocks">Names of parameter blocks; null for all.</param>
public sealed class GaussNewton<T>(NetworkPoint<T> point, IReadOnlyCollection<string>? blocks = null) : CurvatureOperator<T>(point, blocks)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Product(int chunk, T[] direction, T[] product)
    {
        Point.Forward(chunk);
        ReadOnlySpan<T> outputDot = Point.Passes.ForwardTangent(Point.Theta, direction);
        Span<T> bar = Point.OutputDot;
        Point.Loss.HessianProduct(Point.Outputs, Point.Labels, Point.Classes, outputDot, T.One, bar);
        Point.Passes.Backward(Point.Theta, bar, product);
        Point.ForgetBackward();
    }
}
