using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Occam.Numerics.Dense;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Testing;

namespace Occam.Numerics.Tests.Operators;

/// <summary>
/// The bits of factorizations and of the algorithms over operators, pinned: the same with DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and
/// DOTNET_EnableHWIntrinsic=0, where fused multiply-adds are emulated, so sizes are tiny. A digest changes only with the definition.
/// </summary>
[Trait("Category", "InstructionSet")]
public sealed class InstructionSetDigests
{
    [Theory]
    [InlineData("cholesky", "1EEC24C0801199FB")]
    [InlineData("cholesky-single", "A0F5C086A86AA338")]
    [InlineData("eigen", "C3241617C0183C91")]
    [InlineData("qr", "0766547A108E6F71")]
    [InlineData("lanczos", "4B555095C29A6B42")]
    [InlineData("quadrature", "6F8130983DAFB902")]
    [InlineData("traces", "F8E6C10482427E60")]
    [InlineData("gradients", "7BDB1679DFA3FE84")]
    public void Bits_do_not_depend_on_the_instruction_set(string algorithm, string expected)
    {
        using Workers workers = new(2);
        byte[] hash = SHA256.HashData(MemoryMarshal.AsBytes<double>(Result(workers, algorithm)));
        Assert.Equal(expected, Convert.ToHexString(hash.AsSpan(0, 8)));
    }

    private static double[] Result(Workers workers, string algorithm)
    {
        // Uniform draws only: they are exact, while the tests' normal draws differ from machine to machine.
        Draws draws = new("digest");
        double[] a = [.. Enumerable.Range(0, 37 * 37).Select(_ => draws.Uniform(-1, 1))];
        Seed seed = new Seed(7).Derive("digest");
        DenseOperator matrix = new(workers, a, 37);
        return algorithm switch
        {
            "cholesky" => Factor(workers, a),
            "cholesky-single" => Vectors.Convert<float, double>(Factor(workers, Vectors.Convert<double, float>(a))),
            "eigen" => Flat(SymmetricEigen.Decompose(workers, a, 37)),
            "qr" => QrFactorization.Factor(workers, a.AsSpan(0, 9 * 37), 9, 37).Q,
            "lanczos" => Ends(Lanczos.Solve(workers, FunctionOperator.Laplacian(41), seed, new LanczosSettings { Largest = 3, Smallest = 2, KeepVectors = true })),
            "quadrature" => Rules(StochasticLanczosQuadrature.Run(workers, FunctionOperator.Laplacian(41), seed, new QuadratureSettings { Probes = 2, Steps = 9, Distribution = ProbeDistribution.Normal })),
            "traces" => [Hutchinson.Estimate(matrix, seed, 3).Trace.Value, Hutchinson.Estimate(matrix, seed, 3).EffectiveRankError, HutchPlusPlus.Estimate(workers, matrix, seed, 9).Value],
            _ => ConjugateGradients.Solve(FunctionOperator.Laplacian(41), a.AsSpan(0, 41)).Value,
        };
    }

    private static T[] Factor<T>(Workers workers, T[] a)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < 37; i++) a[i * 38] = T.CreateTruncating(20);
        Cholesky.Factor<T>(workers, a, 37);
        T[] x = a[..111];
        Cholesky.Solve<T>(workers, a, 37, x, 3);
        return [.. a, .. x];
    }

    private static double[] Flat((double[] Values, double[] Vectors) pairs) => [.. pairs.Values, .. pairs.Vectors];

    private static double[] Ends(LanczosResult result) => [.. result.Largest.Concat(result.Smallest).SelectMany(pair => (double[])[pair.Value, pair.Residual, .. pair.Vector!])];

    private static double[] Rules(SpectralQuadrature rules) =>
        [.. rules.Rules.SelectMany(rule => rule.Nodes.Concat(rule.Weights)), rules.LogDeterminant(0.1).Value, .. rules.Density(9).Density];
}
