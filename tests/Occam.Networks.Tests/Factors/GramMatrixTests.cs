using FsCheck;
using FsCheck.Fluent;
using Occam.Networks.Convolutions;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Networks.Tests.Passes;
using Occam.Testing;
using Occam.Testing.Oracles;

namespace Occam.Networks.Tests.Factors;

/// <summary>The Gram matrix of per-example gradients against PyTorch's, its own definition, and what must never change it.</summary>
public sealed class GramMatrixTests
{
    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("residual-frozen")]
    [InlineData("inception")]
    [InlineData("zoo")]
    [InlineData("logistic")]
    public void Agrees_with_PyTorch(string name)
    {
        OracleModel model = OracleModel.Load(name);
        double[] expected = OracleModel.Tensor(model.Root.GetProperty("per_example").GetProperty("gram"));
        foreach (int pretended in (int[])[1, 1_000_000])
        {
            using GradientCase<double> exact = GradientCase<double>.Oracle(model, workers: 1);
            Assert.InRange(Tolerance.Error(exact.Gram(pretended), expected), 0, 1e-10);
            using GradientCase<float> single = GradientCase<float>.Oracle(model, workers: 2);
            Assert.InRange(Tolerance.Error(single.Gram(pretended), expected), 0, Tolerance.SinglePrecision);
        }
    }

    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    [InlineData("zoo")]
    public void Tangent_kernel_agrees_with_PyTorch(string name)
    {
        OracleModel model = OracleModel.Load(name);
        double[] expected = OracleModel.Tensor(model.Root.GetProperty("per_example").GetProperty("tangent_kernel"));
        using GradientCase<double> c = GradientCase<double>.Oracle(model, workers: 2);
        double[] kernel = new double[c.Batch * c.Batch];
        c.Backward();
        TangentKernel.Add(c.Passes, c.Theta, kernel);
        Assert.InRange(Tolerance.Error(kernel, expected), 0, 1e-10);
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Ghost_and_direct_and_the_definition_agree(string name)
    {
        using GradientCase<double> c = GradientCase<double>.Sample(name, batch: 7, workers: 2);
        double[] rows = c.Rows(), expected = new double[49];
        int p = c.Theta.Length;
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 7; j++) expected[(7 * i) + j] = Vectors.Dot(rows.AsSpan(i * p, p), rows.AsSpan(j * p, p));
        }

        foreach (bool ghost in (bool[])[false, true])
            Assert.InRange(Tolerance.Error(c.GramOfOneKind(ghost), expected), 0, Tolerance.Identity);
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Bits_depend_on_neither_threads_nor_chunks(string name)
    {
        using GradientCase<float> one = GradientCase<float>.Sample(name, batch: 9, workers: 1), three = GradientCase<float>.Sample(name, batch: 9, workers: 3);
        double[] gram = one.Gram(9);
        Assert.Equal(gram, three.Gram(9));
        Assert.Equal(gram, three.Gram(9, block: 4));
        Assert.Equal(gram, one.Gram(9, block: 1));
    }

    [Fact]
    public void Examples_beyond_a_tile()
    {
        // More rows than a tile has, and more columns than a block of the direct products.
        using GradientCase<float> c = GradientCase<float>.Wide(batch: 300, inputs: 40, outputs: 30);
        double[] gram = c.GramOfOneKind(ghost: true), rows = c.Rows();
        Assert.InRange(Tolerance.Error(c.GramOfOneKind(ghost: false), gram), 0, 1e-6);
        int p = c.Theta.Length;
        foreach ((int i, int j) in ((int, int)[])[(0, 0), (255, 256), (299, 0), (256, 299), (130, 270)])
            Assert.InRange(Tolerance.Error(gram[(300 * i) + j], Vectors.Dot(rows.AsSpan(i * p, p), rows.AsSpan(j * p, p)), Math.Sqrt(gram[301 * i] * gram[301 * j])), 0, 1e-6);
    }

    [Fact]
    public void Symmetric_to_the_bit_positive_semidefinite_and_consistent_with_the_batch_gradient() =>
        Prop.ForAll(Gen.Choose(0, 3).Two().ToArbitrary(), drawn =>
        {
            (int kind, int extra) = drawn;
            using GradientCase<double> c = GradientCase<double>.Sample(SampleNetwork.Names.ToArray()[kind].Data, batch: 3 + extra, workers: 1);
            (int n, double[] gram) = (c.Batch, c.Gram(c.Batch));
            double[] sum = c.GradientSum(), v = new Draws($"psd {kind} {extra}").Normals(n);
            double quadratic = 0, total = gram.Sum(), trace = Enumerable.Range(0, n).Sum(i => gram[i * (n + 1)]);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    if (gram[(i * n) + j] != gram[(j * n) + i]) return false;
                    quadratic += v[i] * v[j] * gram[(i * n) + j];
                }
            }

            return quadratic > -1e-12 * trace && Tolerance.Error(total, Vectors.Dot(sum, sum)) < Tolerance.Identity;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(1UL, 3UL));

    [Fact]
    public void Allocates_nothing_when_repeated()
    {
        using GradientCase<float> c = GradientCase<float>.Sample("cnn", batch: 6, workers: 1);
        using ExampleFactors<float> factors = new(c.Network, 6, 6);
        GramMatrix<float> matrix = new(c.Passes.Workers);
        double[] gram = new double[36];
        long before = 0;
        for (int repeat = 0; repeat < 4; repeat++)
        {
            if (repeat == 2) before = GC.GetAllocatedBytesForCurrentThread();
            factors.Clear();
            c.Backward();
            factors.Append(c.Passes);
            for (int layer = 0; layer < c.Network.FactorNodes.Length; layer++)
                matrix.Add(factors, factors, layer, c.Network.FactorShape(c.Network.FactorNodes[layer]), gram, 6);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(1, 784, 256, 100, true)]
    [InlineData(1, 4, 4, 1, true)]
    [InlineData(1024, 576, 64, 100, false)]
    [InlineData(4, 1152, 256, 1000, true)]
    [InlineData(64, 576, 128, 1000, false)]
    [InlineData(16, 1152, 256, 2, true)]
    [InlineData(16, 1152, 256, 1000, false)]
    public void The_cheaper_way_is_chosen(int sites, int inputs, int outputs, int examples, bool ghost)
    {
        FactorShape shape = new(1, sites, inputs, outputs, HasBias: false);
        double ghostCost = (double)examples * examples * sites * sites * (inputs + outputs);
        double directCost = ((double)examples * sites * inputs * outputs) + ((double)examples * examples * inputs * outputs);
        Assert.Equal(ghost, ghostCost < directCost);
        Assert.Equal(ghost, shape.PrefersGhostGram(examples));
    }

    [Fact]
    public void Sets_of_different_layouts_are_refused()
    {
        // One convolution of six sites, 40 channels to 40: ghost for one example, direct for many.
        NetworkBuilder<float> builder = new(new Shape(40, 2, 3));
        builder.Add("conv", s => new Convolution<float>(new ConvolutionGeometry(s, 40, 1, 1, 1, 0, 1, 1)));
        using GradientCase<float> c = GradientCase<float>.Drawn(builder.Build(), batch: 4, workers: 1);
        using ExampleFactors<float> few = new(c.Network, 4, 1), many = new(c.Network, 4, 1_000_000);
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new GramMatrix<float>(c.Passes.Workers).Add(few, many, 0, c.Network.FactorShape(1), new double[16], 4));
        Assert.Equal("Gram matrix: expected two sets of examples that were made for one matrix, got sets with different layouts. Make both for the same number of examples.", refusal.Message);
    }
}
