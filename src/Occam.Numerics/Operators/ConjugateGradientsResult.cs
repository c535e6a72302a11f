namespace Occam.Numerics.Operators;

/// <summary>A solution by <see cref="ConjugateGradients"/>.</summary>
/// <param name="Value">x.</param>
/// <param name="Residual">‖b − A·x‖, measured by a product of its own.</param>
/// <param name="RelativeResidual">The residual over ‖b‖; 0 for b = 0.</param>
/// <param name="End">Why the iteration stopped.</param>
/// <param name="Curvature">The smallest pᵀAp/pᵀp of any direction; an upper bound of the smallest eigenvalue, NaN without an iteration.</param>
/// <param name="Iterations">How many steps were taken.</param>
/// <param name="Products">How many products were made, that of the residual included.</param>
public sealed record ConjugateGradientsResult(
    double[] Value, double Residual, double RelativeResidual, ConjugateGradientsEnd End, double Curvature, int Iterations, int Products);
