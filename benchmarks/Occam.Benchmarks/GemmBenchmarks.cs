using BenchmarkDotNet.Attributes;
using Occam.Numerics.Dense;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Benchmarks;

/// <summary>Matrix products of the shapes that networks have.</summary>
[MemoryDiagnoser]
public class GemmBenchmarks
{
    private readonly float[] _a = new float[2048 * 2048], _b = new float[2048 * 2048], _c = new float[2048 * 2048];
    private Workers? _workers;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _workers = new Workers(Threads);
        new Seed(1).Derive("a").Uniforms<float>(_a, -1, 1);
        new Seed(1).Derive("b").Uniforms<float>(_b, -1, 1);
    }

    [GlobalCleanup]
    public void CleanUp() => _workers!.Dispose();

    [Benchmark]
    public void Square1024() => Gemm.Multiply(_workers!, new MatrixView<float>(_a, 1024, 1024), new MatrixView<float>(_b, 1024, 1024), _c);

    [Benchmark]
    public void Forward128By512By3072() => Gemm.Multiply(_workers!, new MatrixView<float>(_a, 128, 3072), new MatrixView<float>(_b, 512, 3072).Transposed, _c);

    [Benchmark]
    public void WeightGradient512By3072By128() => Gemm.Multiply(_workers!, new MatrixView<float>(_a, 128, 512).Transposed, new MatrixView<float>(_b, 128, 3072), _c);
}
