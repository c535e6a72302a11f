using Occam.Experiments.Trials;
using Occam.Kernels.Features;
using Occam.Kernels.Matrices;
using Occam.Kernels.Regression;
using Occam.Networks.Layers;

namespace Occam.Experiments.MinimumNorm;

/// <summary>A kernel by its name: features of the images, or the pixels themselves, and a function of two of them.</summary>
/// <param name="Id">"linear", "gaussian", "random-convolution", "gabor" or "gabor-gaussian".</param>
/// <param name="Features">The features; null for pixels.</param>
/// <param name="Bandwidth">γ for pixels; null for a linear kernel.</param>
/// <param name="UpTo">The most training examples that it is solved for.</param>
internal sealed record KernelChoice(string Id, ConvolutionFeatures? Features, double? Bandwidth, int UpTo)
{
    public const string Linear = "linear", Gaussian = "gaussian", RandomConvolution = "random-convolution", Gabor = "gabor", GaborGaussian = "gabor-gaussian";

    public static readonly string[] Ids = [Linear, Gaussian, RandomConvolution, Gabor, GaborGaussian];

    /// <summary>Values of one input.</summary>
    public int DimensionOf(LaboratoryPlan laboratory) => Features?.Dimension ?? laboratory.Data.Shape.Size;

    /// <summary>Multiplications for the features of one image.</summary>
    public double WorkOf(Shape image) => Features?.Work(image) ?? 0;

    /// <summary>The inputs of these images.</summary>
    public KernelInputs Inputs(Numerics.Threading.Workers workers, float[] images, Shape image, Action<int> passed) =>
        Features is null ? new KernelInputs(images, images.Length / image.Size, image.Size) : Features.Compute(workers, images, image, passed);

    /// <summary>
    /// The function, on one scale for all kernels: linear ones have k(x, x) = 1 on average over the training inputs; the bandwidth of features is γ times
    /// the ratio of the mean squared distances of pixels and features.
    /// </summary>
    /// <param name="inputs">The training inputs.</param>
    /// <param name="pixels">The pixels of the same images.</param>
    /// <param name="size">Pixels of one.</param>
    public KernelFunction Function(KernelInputs inputs, float[] pixels, int size)
    {
        if (Bandwidth is not { } bandwidth) return new LinearKernel(1 / inputs.MeanSquare);
        return Features is null
            ? new GaussianKernel(bandwidth)
            : new GaussianKernel(bandwidth * new KernelInputs(pixels, pixels.Length / size, size).MeanSquaredDistance / inputs.MeanSquaredDistance);
    }

    /// <summary>Linear kernels are ill-conditioned: their smallest eigenvalues are below what single precision resolves.</summary>
    public RegressionPrecision Precision => Bandwidth is null ? RegressionPrecision.Double : RegressionPrecision.Automatic;
}
