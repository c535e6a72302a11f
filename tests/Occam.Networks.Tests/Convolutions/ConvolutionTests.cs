using System.Numerics;
using Occam.Networks.Convolutions;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Networks.Tests.Passes;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Testing.References;

namespace Occam.Networks.Tests.Convolutions;

/// <summary>The packed convolution against seven nested loops: all four passes, norms and dots, over a grid of geometries.</summary>
public sealed class ConvolutionTests
{
    /// <summary>Both sides sum up to 900 products in different orders: some hundred roundings of 1e-16, and of 6e-8.</summary>
    private const double DoubleTolerance = 1e-13, SingleTolerance = 2e-5;

    private static readonly (int Height, int Width)[] s_sizes = [(7, 9), (5, 5), (9, 4), (6, 11), (10, 13)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    [InlineData(2, 3)]
    public void Kernels_with_every_stride_padding_dilation_and_grouping(int height, int width)
    {
        int number = 0;
        foreach (int stride in (int[])[1, 2, 3])
        {
            foreach (int padding in (int[])[0, 1, 2])
            {
                foreach (int dilation in (int[])[1, 2])
                {
                    foreach (int groups in (int[])[1, 2, 4])
                    {
                        (int rows, int columns) = s_sizes[number % s_sizes.Length];
                        int outputs = groups == 4 && number % 2 == 0 ? 8 : 4, batch = ((int[])[1, 2, 5])[number % 3];
                        ConvolutionGeometry geometry = new(new Shape(4, rows, columns), outputs, height, width, stride, padding, dilation, groups);
                        number++;
                        if (geometry.OutputHeight < 1 || geometry.OutputWidth < 1) continue;
                        Check(geometry, batch, bias: number % 4 != 0);
                    }
                }
            }
        }
    }

    [Fact]
    public void Every_width_from_1_to_50()
    {
        for (int width = 1; width <= 50; width++)
        {
            Check(new ConvolutionGeometry(new Shape(2, 3, width), 3, 3, 3, 1, 1, 1, 1), 2, bias: true);
            Check(new ConvolutionGeometry(new Shape(1, 2, width), 2, 2, 2, 2, 1, 1, 1), 3, bias: false);
            if (width > 2) Check(new ConvolutionGeometry(new Shape(2, 3, width), 2, 3, 3, 1, 0, 1, 1), 2, bias: true);
        }
    }

    [Theory]
    [InlineData(3, 3, 3, 3, 3, 1, 0, 1, 1, 5)] // one output position
    [InlineData(3, 1, 1, 3, 3, 1, 1, 1, 1, 5)] // a single pixel, all else padding
    [InlineData(2, 1, 1, 3, 1, 2, 0, 1, 1, 2)] // a single pixel, stride beyond it
    [InlineData(2, 4, 4, 2, 1, 3, 0, 1, 1, 3)] // pixels that no tap reaches
    [InlineData(2, 5, 7, 2, 2, 3, 0, 1, 1, 3)]
    [InlineData(2, 6, 6, 2, 3, 2, 2, 2, 2, 40)] // several groups of examples
    [InlineData(20, 20, 20, 50, 3, 1, 1, 1, 1, 2)] // several units of weights, more sites than a block of depth
    [InlineData(30, 3, 3, 5, 3, 1, 1, 1, 1, 3)] // a patch longer than a block of depth
    [InlineData(3, 24, 24, 4, 5, 1, 2, 1, 1, 1)] // more columns than a block
    [InlineData(6, 4, 4, 6, 3, 1, 1, 1, 6, 130)]
    public void Extremes(int channels, int height, int width, int outputs, int kernel, int stride, int padding, int dilation, int groups, int batch) =>
        Check(new ConvolutionGeometry(new Shape(channels, height, width), outputs, kernel, kernel, stride, padding, dilation, groups), batch, bias: true);

    /// <summary>What Winograd's tiles take: three by three, stride 1, 16 channels and more; odd and even sizes, and parts that begin and end inside an image.</summary>
    [Theory]
    [InlineData(16, 7, 7, 16, 1, 1, 9)]
    [InlineData(17, 6, 9, 18, 1, 1, 5)]
    [InlineData(16, 5, 8, 20, 0, 1, 7)]
    [InlineData(16, 8, 5, 16, 2, 1, 4)]
    [InlineData(32, 6, 6, 34, 1, 2, 11)]
    [InlineData(48, 4, 11, 48, 2, 3, 3)]
    [InlineData(16, 1, 1, 16, 1, 1, 70)]
    [InlineData(16, 3, 3, 16, 0, 1, 130)]
    [InlineData(16, 3, 60, 16, 1, 1, 1)]
    [InlineData(16, 2, 300, 16, 1, 1, 1)] // a row of tiles longer than a part wants
    [InlineData(300, 4, 4, 16, 1, 1, 2)] // more channels than a block of depth
    public void Tiles(int channels, int height, int width, int outputs, int padding, int groups, int batch)
    {
        ConvolutionGeometry geometry = new(new Shape(channels, height, width), outputs, 3, 3, 1, padding, 1, groups);
        Assert.True(WinogradGeometry.Forward(geometry) is not null || channels / groups < 16);
        Check(geometry, batch, bias: batch % 2 == 1);
    }

    private static void Check(ConvolutionGeometry geometry, int batch, bool bias)
    {
        Compare<double>(geometry, batch, bias, DoubleTolerance);
        Compare<float>(geometry, batch, bias, SingleTolerance);
    }

    private static void Compare<T>(ConvolutionGeometry geometry, int batch, bool bias, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(1);
        using Everything<T> actual = new(Network(geometry, g => new Convolution<T>(g, bias)), workers, batch);
        using Everything<double> expected = new(Network(geometry, g => new NaiveConvolution<double>(g, bias)), workers, batch);
        actual.Run();
        expected.Run();
        Near("output", actual.Outputs, expected.Outputs);
        Near("tangent", actual.Tangent, expected.Tangent);
        Near("gradient", actual.Gradient, expected.Gradient);
        Near("second-order product", actual.Product, expected.Product);
        Near("input gradient", actual.InputBar, expected.InputBar);
        Near<double>("norms", actual.NormsSquared, expected.NormsSquared);
        Near<double>("dots", actual.Dots, expected.Dots);
        Assert.Equal(actual.PlainGradient, actual.Gradient);

        void Near<TValue>(string what, TValue[] values, double[] reference)
            where TValue : unmanaged, IBinaryFloatingPointIeee754<TValue>
        {
            double error = Tolerance.Error(Vectors.Convert<TValue, double>(values), reference);
            Assert.True(error <= tolerance, $"{what} of {typeof(T).Name} {geometry}, batch {batch}: relative error {error:e2}");
        }
    }

    /// <summary>The affine map gives the convolution's input a tangent and asks it for a cotangent.</summary>
    private static Network<T> Network<T>(ConvolutionGeometry geometry, Func<ConvolutionGeometry, Layer<T>> convolution)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NetworkBuilder<T> builder = new(geometry.Input);
        builder.Add("affine", s => new Affine<T>(s));
        builder.Add("convolution", _ => convolution(geometry));
        return builder.Build();
    }
}
