using Occam.Numerics.Random;

namespace Occam.Data.Augmentations;

/// <summary>A random rotation of the plane by θ = 2 arctan t, with t uniform.</summary>
/// <param name="Cosine">cos θ = (1 − t²)/(1 + t²).</param>
/// <param name="Sine">sin θ = 2t/(1 + t²).</param>
internal readonly record struct Turn(double Cosine, double Sine)
{
    /// <summary>Draws one. Half angles are drawn by their tangent, because fractions have the same bits on every machine, which sines do not.</summary>
    /// <param name="place">The image's place in the run's randomness.</param>
    /// <param name="draw">Which of its draws.</param>
    /// <param name="most">The largest t: the tangent of half the largest angle.</param>
    public static Turn Draw(Seed place, ulong draw, double most)
    {
        double t = most * ((2 * place.Uniform(draw)) - 1), length = 1 + (t * t);
        return new Turn((1 - (t * t)) / length, 2 * t / length);
    }

    /// <summary>(x cos θ − y sin θ, x sin θ + y cos θ).</summary>
    public (double X, double Y) Apply(double x, double y) => ((x * Cosine) - (y * Sine), (x * Sine) + (y * Cosine));
}
