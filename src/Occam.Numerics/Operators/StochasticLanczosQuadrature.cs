using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Operators;

/// <summary>
/// The spectrum of a symmetric operator as seen by random probes (Ubaru, Chen and Saad 2017): zᵀf(A)z = ‖z‖²·Σ_i τ_i²·f(θ_i), with θ_i, τ_i
/// the values and first components of the tridiagonal matrix that Lanczos makes from z. Every function of A is then read from the same products.
/// </summary>
public static class StochasticLanczosQuadrature
{
    /// <summary>Makes the rules. Memory is Steps vectors.</summary>
    /// <exception cref="InputException">Fewer than one probe or step.</exception>
    /// <exception cref="NumericalException">A product is not finite.</exception>
    public static SpectralQuadrature Run(
        Workers workers, ILinearOperator matrix, Seed seed, QuadratureSettings? settings = null, IterationControl control = default)
    {
        settings ??= new QuadratureSettings();
        if (settings.Probes < 1 || settings.Steps < 1)
            throw new InputException("Stochastic Lanczos quadrature", "at least 1 probe and 1 step", $"{settings.Probes} probes and {settings.Steps} steps", "10 probes of 80 steps are a good start.");
        MeteredOperator metered = new(matrix, control);
        QuadratureRule[] rules = new QuadratureRule[settings.Probes];
        for (int i = 0; i < rules.Length; i++)
        {
            double[] z = new double[metered.Dimension];
            Probes.Fill(settings.Distribution, seed, i, z);
            rules[i] = Rule(workers, metered, z, settings.Steps);
        }

        return new SpectralQuadrature(rules, metered.Dimension, metered.Products);
    }

    private static QuadratureRule Rule(Workers workers, MeteredOperator matrix, double[] z, int steps)
    {
        double squared = Reductions.SumOfSquares<double>(z);
        KrylovBasis basis = new(workers, matrix);
        basis.Start(z);

        // An invariant space ends the chain early: the rule is exact then.
        while (basis.Count < steps && basis.Step())
        {
        }

        QuadratureRule rule = TridiagonalEigen.Quadrature(basis.Diagonal, basis.OffDiagonal);
        VectorOperations.Scale(squared, rule.Weights);
        return rule;
    }
}
