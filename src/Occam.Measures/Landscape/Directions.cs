using System.Numerics;
using Occam.Networks.Curvature;
using Occam.Networks.Parameters;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Measures.Landscape;

/// <summary>Directions in the space of parameters along which a loss is drawn. Source: Li et al. 2018, arXiv 1712.09913, with the constants of its program.</summary>
public static class Directions
{
    /// <summary>Added to the norm by which a direction is divided, as in the source's program: a direction of zeros stays zero.</summary>
    public const double Epsilon = 1e-10;

    /// <summary>A standard normal direction at the scale of the parameters. Every parameter block draws from a place of its own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="theta">θ [P].</param>
    /// <param name="seed">Its place in the run's randomness.</param>
    /// <param name="scale">To what it is scaled.</param>
    /// <param name="vectors">What becomes of biases, and of gains and biases of normalizations.</param>
    /// <returns>d [P].</returns>
    public static T[] Random<T>(Network<T> network, ReadOnlySpan<T> theta, Seed seed, DirectionScale scale, VectorParameters vectors = VectorParameters.Fixed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] direction = new T[network.ParameterCount];
        foreach (NamedBlock block in network.Blocks) seed.Derive(block.Name).Normals(block.Of(direction.AsSpan()), T.Zero, T.One);
        Rescale(network, theta, direction, scale, vectors);
        return direction;
    }

    /// <summary>Brings a direction to the scale of the parameters. Every norm is taken before anything is changed, and every part is scaled once.</summary>
    /// <param name="network">The network.</param>
    /// <param name="theta">θ [P].</param>
    /// <param name="direction">d [P]; overwritten.</param>
    /// <param name="scale">To what it is scaled.</param>
    /// <param name="vectors">What becomes of biases, and of gains and biases of normalizations.</param>
    public static void Rescale<T>(Network<T> network, ReadOnlySpan<T> theta, Span<T> direction, DirectionScale scale, VectorParameters vectors = VectorParameters.Fixed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double thetaSquares, double directionSquares) = (0, 0);
        foreach (NamedBlock block in network.Blocks)
        {
            if (block.Block.Role != ParameterRole.Weight && vectors == VectorParameters.Fixed) block.Of(direction).Clear();
            else if (block.Block.Role == ParameterRole.Weight || scale == DirectionScale.Network)
                (thetaSquares, directionSquares) = (thetaSquares + Reductions.SumOfSquares(block.Of(theta)), directionSquares + Reductions.SumOfSquares<T>(block.Of(direction)));
        }

        if (scale == DirectionScale.None) return;
        foreach (NamedBlock block in network.Blocks)
        {
            bool isWeight = block.Block.Role == ParameterRole.Weight;
            if (scale == DirectionScale.Network) Multiply(block.Of(direction), Math.Sqrt(thetaSquares), Math.Sqrt(directionSquares));
            else Match(block.Of(theta), block.Of(direction), isWeight && scale == DirectionScale.Filter ? block.Block.Shape[0] : 1);
        }
    }

    /// <summary>Orthonormal eigenvectors of the largest eigenvalues of the Hessian, descending, with their values; a multiple eigenvalue may be there once only.</summary>
    /// <param name="point">Where, and of which loss.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">Where the search starts.</param>
    /// <param name="tolerance">The residual of a vector that is good enough, as a fraction of the largest |eigenvalue|.</param>
    /// <exception cref="InputException">The count makes no sense.</exception>
    public static (double[] Values, T[][] Vectors, bool Converged) Curvature<T>(NetworkPoint<T> point, int count, Seed seed, double tolerance = 1e-3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LanczosSettings settings = new() { Largest = count, Smallest = 0, Tolerance = tolerance, KeepVectors = true };
        LanczosResult found = Lanczos.Solve(point.Passes.Workers, new Hessian<T>(point), seed, settings);
        return ([.. found.Largest.Select(p => p.Value)], [.. found.Largest.Select(p => p.Vector!.Select(T.CreateTruncating).ToArray())], found.Converged);
    }

    /// <summary>to − from: positions 0 and 1 along it are the two solutions.</summary>
    public static T[] Between<T>(ReadOnlySpan<T> from, ReadOnlySpan<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] difference = new T[from.Length];
        VectorOperations.Subtract(to, from, difference);
        return difference;
    }

    /// <summary>Scales each of so many equal parts to the norm of the parameters' part.</summary>
    private static void Match<T>(ReadOnlySpan<T> theta, Span<T> direction, int parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = direction.Length / parts;
        for (int i = 0; i < parts; i++)
        {
            Span<T> part = direction.Slice(i * length, length);
            Multiply(part, Math.Sqrt(Reductions.SumOfSquares(theta.Slice(i * length, length))), Math.Sqrt(Reductions.SumOfSquares<T>(part)));
        }
    }

    private static void Multiply<T>(Span<T> values, double thetaNorm, double directionNorm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        VectorOperations.Scale(T.CreateTruncating(thetaNorm / (directionNorm + Epsilon)), values);
}
