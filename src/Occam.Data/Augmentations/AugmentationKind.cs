namespace Occam.Data.Augmentations;

/// <summary>How training images are altered each time that they are drawn.</summary>
public enum AugmentationKind
{
    /// <summary>Images stay as they are, cropped in the middle.</summary>
    None,

    /// <summary>A crop at a random place (Zhang et al. 2017: 28×28 of CIFAR-10's 32×32).</summary>
    Crop,

    /// <summary>
    /// A random crop, turned by up to 25° either way, mirrored left to right half of the time, with random brightness, contrast and, where there are
    /// three channels, saturation and hue.
    /// </summary>
    Full,
}
