using System.Globalization;
using Occam.Networks.Activations;
using Occam.Networks.Architectures;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Dense;
using Occam.Numerics.Random;

namespace Occam.Experiments.Benchmarking;

/// <summary>The rows of the table of speed goals that the engine can run.</summary>
public static class BenchmarkCatalog
{
    private const int Batch = 128;

    /// <summary>The rows, in the order of the table.</summary>
    public static IReadOnlyList<BenchmarkRow> All { get; } =
    [
        Product(1024),
        Product(2048),
        Factorization(10_000),
        Step("mlp", "training step, MLP 3072-512-10, batch 128", "≥ 1.3× PyTorch's speed", Mlp),
        Step("cnn", "training step, CNN 64-64-128-128, batch 128", "≥ 1.0× PyTorch's speed", Cnn),
        Rethinking("mlp-512", "mlp:512", "MLP 2352-512-10", "≥ 1.3×"),
        Rethinking("mlp-512x3", "mlp:512x3", "MLP 2352-512-512-512-10", "≥ 1.3×"),
        Rethinking("alexnet", "alexnet-small", "small AlexNet", "≥ 1.0×"),
        Rethinking("inception", "inception-small", "small Inception with batch norm", "≥ 1.0×"),
        Norms("mlp-norms", "MLP step with exact per-example norms and m-coherence", "≤ 1.03× the plain step", Mlp),
        Norms("cnn-norms", "CNN step with exact per-example norms and m-coherence", "≤ 1.10× the plain step", Cnn),
        Winsorized("winsorized", 2),
        Winsorized("winsorized-8", 8),
        Winsorized("winsorized-50", 50),
        new("gram-1000", "Gram matrix of the gradients of 1,000 examples in double precision, MLP 3072-512-10", "faster than functorch's gradients and their products", false, (workers, seconds) =>
        {
            using GramWorkload workload = new(Mlp(), workers, 1000);
            return new OwnResult(Stopwatches.Time(workload.Run, seconds), null, 0);
        }),
        Landscape("landscape", "a row of 25 points of a loss landscape, MLP 3072-512-10, 1,000 examples", Mlp, 1000),
        Landscape("landscape-cnn", "a row of 25 points of a loss landscape, CNN 64-64-128-128, 32 examples", Cnn, 32),
        .. Curvature("mlp", "MLP", "≤ 1.4×", "≤ 2.0×", Mlp),
        .. Curvature("cnn", "CNN", "≤ 2.3×", "≤ 3.2×", Cnn),
    ];

    private static BenchmarkRow Product(int size) => new($"sgemm-{size}", $"single-precision product {size}³", "≥ 1.0× OpenBLAS", false, (workers, seconds) =>
    {
        float[] a = new float[size * size], b = new float[size * size], c = new float[size * size];
        new Seed(1).Derive("a").Uniforms<float>(a, -1, 1);
        new Seed(1).Derive("b").Uniforms<float>(b, -1, 1);
        Measurement time = Stopwatches.Time(() => Gemm.Multiply(workers, new MatrixView<float>(a, size, size), new MatrixView<float>(b, size, size), c), seconds);
        return new OwnResult(time, null, 2.0 * size * size * size);
    });

    private static BenchmarkRow Factorization(int size) => new($"cholesky-{size}", $"single-precision Cholesky factorization, n = {size}", "≥ 70 % of the FMA peak", false, (workers, seconds) =>
    {
        using CholeskyWorkload workload = new(workers, size);
        (Measurement peak, Measurement time) = Stopwatches.TimeInTurn(() => FusedPeak.Run(workers), workload.Run, seconds);
        return new OwnResult(time, null, workload.Operations) { Peak = FusedPeak.Operations(workers) / peak.Minimum };
    });

    private static BenchmarkRow Step(string id, string work, string goal, Func<Network<float>> network) => new(id, work, goal, false, (workers, seconds) =>
    {
        using StepWorkload workload = new(network(), workers, Batch);
        return new OwnResult(Stopwatches.Time(workload.Plain, seconds), null, 0);
    });

    // The four networks of Zhang et al. on their 28×28 colour images.
    private static BenchmarkRow Rethinking(string id, string model, string name, string goal) =>
        Step(id, $"training step, {name}, batch 128", $"{goal} PyTorch's speed", () => ModelZoo.Create<float>(model, new Shape(3, 28, 28), 10));

    private static BenchmarkRow Norms(string id, string work, string goal, Func<Network<float>> network) => new(id, work, goal, true, (workers, seconds) =>
    {
        using StepWorkload workload = new(network(), workers, Batch);
        (Measurement plain, Measurement watched) = Stopwatches.TimeInTurn(workload.Plain, workload.Watched, seconds);
        return new OwnResult(watched, plain, 0);
    });

    private static IEnumerable<BenchmarkRow> Curvature(string id, string name, string kept, string anew, Func<Network<float>> network) =>
    [
        Curvature($"{id}-hvp-kept", $"Hessian-vector product, {name}, again at one point", kept, network, keepsPrimal: true),
        Curvature($"{id}-hvp-anew", $"Hessian-vector product, {name}, at a new point", anew, network, keepsPrimal: false),
    ];

    private static BenchmarkRow Curvature(string id, string work, string goal, Func<Network<float>> network, bool keepsPrimal) => new(id, work, $"{goal} the gradient", true, (workers, seconds) =>
    {
        // Two workloads, because the gradient would end the other's kept pass.
        using CurvatureWorkload products = new(network(), workers, Batch, keepsPrimal), gradients = new(network(), workers, Batch, keepsPrimal);
        (Measurement plain, Measurement product) = Stopwatches.TimeInTurn(gradients.Gradient, products.Product, seconds);
        return new OwnResult(product, plain, 0);
    });

    private static BenchmarkRow Landscape(string id, string work, Func<Network<float>> network, int examples) => new(id, work, "≥ 1.5× PyTorch's speed", false, (workers, seconds) =>
    {
        using LandscapeWorkload workload = new(network(), workers, examples);
        return new OwnResult(Stopwatches.Time(workload.Run, seconds), null, 0);
    });

    private static BenchmarkRow Winsorized(string id, double percentile) => new(
        id, string.Create(CultureInfo.InvariantCulture, $"winsorized step, c = {percentile}, MLP 784-256-256-256-10, batch 100"), "≥ 30× PyTorch's speed, ≤ 12 plain steps", false, (workers, seconds) =>
    {
        using StepWorkload workload = new(ModelZoo.Create<float>("mlp:256x3", new Shape(784), 10), workers, 100, pixels: true);
        (Measurement plain, Measurement winsorized) = Stopwatches.TimeInTurn(workload.Plain, () => workload.Winsorized(percentile), seconds);
        return new OwnResult(winsorized, plain, 0);
    });

    private static Network<float> Mlp()
    {
        NetworkBuilder<float> builder = new(new Shape(3072));
        builder.Add("fc1", shape => new Dense<float>(shape, 512));
        builder.Add("relu1", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("fc2", shape => new Dense<float>(shape, 10));
        return builder.Build();
    }

    private static Network<float> Cnn()
    {
        NetworkBuilder<float> builder = new(new Shape(3, 32, 32));
        foreach ((string name, int channels, bool pool) in (ReadOnlySpan<(string, int, bool)>)[("1", 64, false), ("2", 64, true), ("3", 128, false), ("4", 128, true)])
        {
            builder.Add("conv" + name, shape => new Convolution<float>(new ConvolutionGeometry(shape, channels, 3, 3, 1, 1, 1, 1)));
            builder.Add("relu" + name, shape => new Elementwise<float, Relu<float>>(shape));
            if (pool) builder.Add("pool" + name, shape => new MaxPool<float>(new PoolGeometry(shape, 2, 2, 0)));
        }

        builder.Add("fc1", shape => new Dense<float>(shape, 256));
        builder.Add("relu5", shape => new Elementwise<float, Relu<float>>(shape));
        builder.Add("fc2", shape => new Dense<float>(shape, 10));
        return builder.Build();
    }
}
