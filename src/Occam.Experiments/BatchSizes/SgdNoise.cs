namespace Occam.Experiments.BatchSizes;

/// <summary>The strength of the noise that minibatches put into descent, under the name <c>sgd_noise_scale</c>.</summary>
internal static class SgdNoise
{
    /// <summary>
    /// g = ε(N/B − 1)/(1 − m), in examples times the unit of ε: 0 for whole batches. Smith and Le 2018, arXiv 1710.06451, with momentum; not the
    /// gradient noise scale of McCandlish et al. 2018, which is measured and knows no learning rate.
    /// </summary>
    /// <param name="rate">ε, the learning rate.</param>
    /// <param name="examples">N, training examples.</param>
    /// <param name="batch">B, examples in a batch.</param>
    /// <param name="momentum">m.</param>
    public static double Scale(double rate, int examples, int batch, double momentum) => rate * (((double)examples / batch) - 1) / (1 - momentum);
}
