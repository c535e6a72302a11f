using System.Numerics;

namespace Occam.Networks.Curvature;

/// <summary>H = ∇²L, by forward tangent and backward tangent (Pearlmutter 1994). Kinks of piecewise linear layers have no curvature of their own.</summary>
/// <param name="point">The point.</param>
/// <param name="blocks">Names of parameter blocks; null for all.</param>
public sealed class Hessian<T>(NetworkPoint<T> point, IReadOnlyCollection<string>? blocks = null) : CurvatureOperator<T>(point, blocks)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Product(int chunk, T[] direction, T[] product)
    {
        Point.ForwardAndBackward(chunk);
        ReadOnlySpan<T> outputDot = Point.Passes.ForwardTangent(Point.Theta, direction);
        Span<T> barDot = Point.OutputDot;
        Point.Loss.HessianProduct(Point.Outputs, Point.Labels, Point.Classes, outputDot, T.One, barDot);
        Point.Passes.BackwardTangent(Point.Theta, direction, barDot, product);
    }
}
