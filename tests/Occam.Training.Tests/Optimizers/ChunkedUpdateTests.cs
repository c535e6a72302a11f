using System.Numerics;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Training.Optimizers;

namespace Occam.Training.Tests.Optimizers;

/// <summary>The cut into chunks and the threads change no bit of any rule.</summary>
public sealed class ChunkedUpdateTests
{
    /// <summary>Three whole chunks of 2¹⁵ and a rest that is no multiple of a vector.</summary>
    private const int Parameters = (3 << 15) + 1237;

    public static TheoryData<string> Names => [.. OptimizerSettings.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Chunks_equal_one_call_of_the_rule(string name)
    {
        Compare<float>(name, threads: 1);
        Compare<float>(name, threads: 3);
        Compare<double>(name, threads: 2);
    }

    private static void Compare<T>(string name, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IUpdateRule<T> rule = new OptimizerSettings(name, 0.1, 0.9, 0).Rule<T>();
        Seed seed = new Seed(7).Derive(name);
        T[] whole = new T[Parameters], gradient = new T[Parameters], memory = new T[rule.StateVectors * Parameters];
        seed.Derive("theta").Normals(whole, T.Zero, T.One);
        T[] chunked = [.. whole];
        using Workers workers = new(threads);
        ChunkedUpdate<T> update = new(rule, workers, Parameters);
        Assert.Equal(memory.Length, update.State.Length);
        for (int step = 1; step <= 3; step++)
        {
            seed.Derive(step).Normals(gradient, T.Zero, T.One);
            rule.Apply(whole, gradient, memory, step, T.CreateChecked(0.01), T.CreateChecked(0.1));
            update.Apply(chunked, gradient, step, T.CreateChecked(0.01), T.CreateChecked(0.1));
        }

        Assert.True(whole.AsSpan().SequenceEqual(chunked), $"{name}, {threads} threads");
        Assert.Equal(Ordered(memory), Ordered(update.State));
    }

    /// <summary>The state holds the same numbers in another order: chunk by chunk.</summary>
    private static T[] Ordered<T>(T[] state)
    {
        T[] ordered = [.. state];
        Array.Sort(ordered);
        return ordered;
    }
}
