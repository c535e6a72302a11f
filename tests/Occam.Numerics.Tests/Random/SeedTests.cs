using Occam.Numerics.Random;
using Occam.Numerics.Statistics;

namespace Occam.Numerics.Tests.Random;

public class SeedTests
{
    private static readonly Seed _seed = new Seed(2024).Derive("tests");

    /// <summary>The vectors "philox4x32 10" of Random123's kat_vectors.</summary>
    [Fact]
    public void Philox_gives_the_published_words()
    {
        Assert.Equal((0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u), Philox.Block(0, 0, 0, 0, 0, 0));
        Assert.Equal(
            (0x408F276Du, 0x41C83B0Eu, 0xA20BC7C6u, 0x6D5451FDu),
            Philox.Block(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue));
        Assert.Equal(
            (0xD16CFE09u, 0x94FDCCEBu, 0x5001E420u, 0x24126EA1u),
            Philox.Block(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0));
    }

    /// <summary>The same words through the platform's logarithm, sine and cosine.</summary>
    [Fact]
    public void Normals_are_Box_and_Muller_of_the_words()
    {
        for (ulong block = 0; block < 500; block++)
        {
            (uint a, uint b, uint c, uint d) = _seed.Words(block);
            double u = (((((ulong)a << 32) | b) >> 11) + 1) * Math.ScaleB(1, -53);
            double angle = (((ulong)c << 32) | d) * Math.ScaleB(1, -64);
            double radius = Math.Sqrt(-2 * Math.Log(u));

            // The octant is counted from −1/8, so the drawn angle is the plain one with its lower quadrant part wrapped.
            double quadrant = Math.Floor(angle * 4), within = (angle * 4) - quadrant;
            double turns = (quadrant + (within < 0.5 ? within : within - 1)) / 4;
            Assert.Equal(radius * Math.Cos(2 * Math.PI * turns), _seed.Normal(2 * block), 1e-14);
            Assert.Equal(radius * Math.Sin(2 * Math.PI * turns), _seed.Normal((2 * block) + 1), 1e-14);
        }
    }

    [Fact]
    public void Filling_in_parts_gives_the_draws_one_by_one()
    {
        double[] whole = new double[100], uniforms = new double[100];
        _seed.Normals(whole, 0.25, 2);
        _seed.Uniforms(uniforms, -1, 3);
        for (int i = 0; i < whole.Length; i++)
        {
            Assert.Equal(Math.FusedMultiplyAdd(2, _seed.Normal((ulong)i), 0.25), whole[i]);
            Assert.Equal(-1 + (4 * _seed.Uniform((ulong)i)), uniforms[i]);
            float[] part = new float[Math.Min(11, 100 - i)];
            _seed.Normals(part, 0.25f, 2, (ulong)i);
            Assert.Equal(whole.Skip(i).Take(11).Select(v => (float)v), part);
            _seed.Uniforms(part, -1f, 3f, (ulong)i);
            Assert.Equal(uniforms.Skip(i).Take(11).Select(v => (float)v), part);
        }
    }

    /// <summary>Chi-square with 99 degrees of freedom lies in [57.2, 156.7] with probability 0.9998; the seeds are fixed.</summary>
    [Fact]
    public void Uniform_draws_fill_a_hundred_bins_evenly()
    {
        double[] draws = new double[100_000];
        _seed.Uniforms(draws, 0, 1);
        Assert.InRange(ChiSquare(draws), 57.2, 156.7);
        for (int i = 0; i < draws.Length; i++) draws[i] = _seed.Integer((ulong)i, 100) / 100.0;
        Assert.InRange(ChiSquare(draws), 57.2, 156.7);
    }

    /// <summary>Bins between the percentiles of the normal distribution.</summary>
    [Fact]
    public void Normal_draws_fill_the_percentiles_evenly()
    {
        double[] draws = new double[100_000], edges = [.. Enumerable.Range(1, 99).Select(i => NormalDistribution.Quantile(i / 100.0))];
        _seed.Normals<double>(draws, 0, 1);
        Assert.InRange(draws.Max(Math.Abs), 3.5, 8.58);
        double[] percentiles = [.. draws.Select(z => Array.BinarySearch(edges, z)).Select(i => (i < 0 ? ~i : i) / 100.0)];
        Assert.InRange(ChiSquare(percentiles), 57.2, 156.7);
    }

    /// <summary>First draws of numbered seeds, and correlations of streams under different names, in units of their standard error.</summary>
    [Fact]
    public void Derived_seeds_are_unrelated()
    {
        double[] firsts = [.. Enumerable.Range(0, 100_000).Select(i => _seed.Derive(i).Uniform(0))];
        Assert.InRange(ChiSquare(firsts), 57.2, 156.7);
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
        const int Draws = 10_000;
        Seed[] seeds = [_seed, _seed.Derive("a"), _seed.Derive("b"), _seed.Derive("a").Derive("b"), _seed.Derive("b").Derive("a"), _seed.Derive(0), _seed.Derive(1)];
        Assert.Equal(seeds.Length, seeds.Distinct().Count());
        double[][] streams = [.. seeds.Select(seed => { double[] z = new double[Draws]; seed.Normals<double>(z, 0, 1); return z; })];
        for (int i = 0; i < streams.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.InRange(streams[i].Zip(streams[j], (a, b) => a * b).Sum() / Math.Sqrt(Draws), -4, 4);
    }

    [Fact]
    public void A_permutation_holds_every_index_once()
    {
        int[] order = new int[1000];
        _seed.Permutation(order);
        Assert.Equal(Enumerable.Range(0, 1000), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 1000), order);
    }

    private static double ChiSquare(double[] unitDraws)
    {
        int[] counts = new int[100];
        foreach (double u in unitDraws) counts[(int)((u * 100) + 1e-9)]++;
        double expected = unitDraws.Length / 100.0;
        return counts.Sum(c => (c - expected) * (c - expected) / expected);
    }
}
