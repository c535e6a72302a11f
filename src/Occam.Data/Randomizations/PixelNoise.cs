namespace Occam.Data.Randomizations;

/// <summary>What becomes of the pixels. The tests of Zhang et al. 2017.</summary>
public enum PixelNoise
{
    /// <summary>Images as they are.</summary>
    None,

    /// <summary>One random permutation of the pixels, the same for every image of training and test.</summary>
    Shuffled,

    /// <summary>Another random permutation of the pixels for every image, independently.</summary>
    Random,

    /// <summary>Every value drawn from the normal distribution with the mean and variance of the whole training set.</summary>
    Gaussian,
}
