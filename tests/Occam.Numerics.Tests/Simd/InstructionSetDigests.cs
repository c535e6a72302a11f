using System.Numerics;
using System.Runtime.InteropServices;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Numerics.Tests.Simd;

/// <summary>
/// Each kernel's result bits on fixed arguments, as one FNV-1a number. The constants hold under every setting of DOTNET_EnableAVX512,
/// DOTNET_EnableAVX2 and DOTNET_EnableHWIntrinsic; run this class under all of them. A constant changes only with the definition of
/// its kernel. Arguments are made with exactly rounded operations, so they too are the same everywhere, and few: without fused
/// multiply-add in hardware the emulation takes a hundred times as long.
/// </summary>
[Trait("Category", "InstructionSet")]
public class InstructionSetDigests
{
    private const int Length = 59;

    [Theory]
    [InlineData("Exp", 0x1BFF153182343115UL, 0xEA1DE2EECE1C31B7UL)]
    [InlineData("Expm1", 0x65C841C0575C9BEEUL, 0xEF4FEA27528109D6UL)]
    [InlineData("Log", 0x87BE3479BB8E7A16UL, 0x75DFEE10CF23F104UL)]
    [InlineData("Log1p", 0x23C292632696A32AUL, 0x1DAAA7EBED78201BUL)]
    [InlineData("Tanh", 0x2AEA2568F487455CUL, 0xA8CE4A9EA3B417BBUL)]
    [InlineData("Erf", 0x232AD5FBE120CC90UL, 0x0584EDAA38694402UL)]
    [InlineData("Sigmoid", 0x724550DCB70F29E9UL, 0x64597E0465D90985UL)]
    [InlineData("Softplus", 0x93BDDDA5EE9A164BUL, 0xF363A27CE117F280UL)]
    [InlineData("VectorOperations", 0xB9E0E5EAB1EBA1E8UL, 0xFA9EB8324457117BUL)]
    [InlineData("Reductions", 0x964CE4E93724AD72UL, 0x359CCD3DC6ED87EAUL)]
    [InlineData("UpdateRules", 0x873D1CF1E1CD05D3UL, 0xD962A84B8D962915UL)]
    [InlineData("Draws", 0x740A29371B99C5D9UL, 0x73411A03DEC40CBFUL)]
    [InlineData("Quantiles", 0xEDEC16E82279AA38UL, 0xCC491A5E180CE768UL)]
    public void Bits_do_not_depend_on_the_instruction_set(string kernel, ulong single, ulong twice)
    {
        Assert.Equal($"{single:X16}", $"{Digest<float>(kernel):X16}");
        Assert.Equal($"{twice:X16}", $"{Digest<double>(kernel):X16}");
    }

    private static ulong Digest<T>(string kernel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Arguments<T>(3), y = new T[Length];
        switch (kernel)
        {
            case "Exp": Elementary.Exp<T>(x, y); break;
            case "Expm1": Elementary.Expm1<T>(x, y); break;
            case "Log": VectorOperations.Multiply<T>(x, x, x); Elementary.Log<T>(x, y); break;
            case "Log1p": VectorOperations.Multiply<T>(x, x, x); Elementary.Log1p<T>(x, y); break;
            case "Tanh": Elementary.Tanh<T>(x, y); break;
            case "Erf": Elementary.Erf<T>(x, y); break;
            case "Sigmoid": Elementary.Sigmoid<T>(x, y); break;
            case "Softplus": Elementary.Softplus<T>(x, y); break;
            case "VectorOperations": Combine(x, y); break;
            case "Reductions": y = Reduce(x); break;
            case "UpdateRules": y = Step(x); break;
            case "Draws": Draw(y); break;
            default: y = [.. x.Select(v => T.CreateTruncating(Quantile(double.CreateTruncating(v))))]; break;
        }

        return Fnv(y);
    }

    private static void Combine<T>(T[] x, T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Arguments<T>(5);
        VectorOperations.Sum<T>(x, z, y);
        VectorOperations.AddProduct<T>(x, z, y);
        VectorOperations.AddScaled<T>(x[3], z, y);
        VectorOperations.Combine<T>(x[1], z, x[2], y);
        VectorOperations.Subtract<T>(y, x, y);
        VectorOperations.Scale<T>(x[4], y);
        VectorOperations.Add<T>(x, y);
    }

    private static T[] Reduce<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Arguments<T>(7);
        double[] sums = [Reductions.Sum<T>(x), Reductions.Dot<T>(x, z), Reductions.SumOfSquares<T>(z)];
        return [.. sums.Select(T.CreateTruncating), .. sums.Select(s => T.CreateTruncating(s - (float)s)), Reductions.MaximumMagnitude<T>(x)];
    }

    private static T[] Step<T>(T[] x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IUpdateRule<T>[] rules = [new GradientDescent<T>(), new Momentum<T>(), new Nesterov<T>(), new Adam<T>(), new AdamW<T>(), new AdaGrad<T>(), new RmsProp<T>()];
        T[] gradient = Arguments<T>(11);
        foreach (IUpdateRule<T> rule in rules)
        {
            T[] state = new T[rule.StateVectors * Length];
            for (int step = 1; step <= 2; step++) rule.Apply(x, gradient, state, step, T.CreateTruncating(0.1), T.CreateTruncating(0.01));
        }

        return x;
    }

    private static void Draw<T>(T[] y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Seed seed = new Seed(7).Derive("digest");
        seed.Normals(y.AsSpan(0, 40), T.One, T.CreateTruncating(0.3), 5);
        seed.Uniforms(y.AsSpan(40), T.Zero, T.CreateTruncating(0.3), 5);
    }

    private static double Quantile(double x)
    {
        double probability = Math.Abs(x) / 64;
        return NormalDistribution.Quantile(probability) + StudentDistribution.Quantile(probability, 4);
    }

    /// <summary>Numbers of both signs from about 2⁻⁶ to 40, by a linear congruence.</summary>
    private static T[] Arguments<T>(int multiplier)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = new T[Length];
        for (int i = 0; i < x.Length; i++)
        {
            int k = ((i + 1) * multiplier * 7919) % 2003;
            x[i] = T.CreateTruncating((k - 1001.5) / (i % 3 == 0 ? 25 : 500));
        }

        return x;
    }

    private static ulong Fnv<T>(T[] values)
        where T : unmanaged
    {
        ulong hash = 14695981039346656037UL;
        foreach (byte b in MemoryMarshal.AsBytes(values.AsSpan())) hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }
}
