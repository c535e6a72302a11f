using BenchmarkDotNet.Attributes;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Benchmarks;

/// <summary>Elementary functions and sums over 65,536 numbers that fit the second cache.</summary>
public class ElementaryBenchmarks
{
    private const int Count = 1 << 16;
    private readonly float[] _x = new float[Count], _y = new float[Count];

    [GlobalSetup]
    public void SetUp() => new Seed(1).Derive("x").Uniforms<float>(_x, 0.1f, 4);

    [Benchmark]
    public void Exp() => Elementary.Exp<float>(_x, _y);

    [Benchmark]
    public void Log() => Elementary.Log<float>(_x, _y);

    [Benchmark]
    public void Tanh() => Elementary.Tanh<float>(_x, _y);

    [Benchmark]
    public void Erf() => Elementary.Erf<float>(_x, _y);

    [Benchmark]
    public double SumOfSquares() => Reductions.SumOfSquares<float>(_x);

    [Benchmark]
    public void Normals() => new Seed(1).Normals<float>(_y, 0, 1);
}
