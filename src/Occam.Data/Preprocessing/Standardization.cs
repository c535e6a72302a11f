namespace Occam.Data.Preprocessing;

/// <summary>How values are brought to a common scale before training.</summary>
public enum Standardization
{
    /// <summary>Values as they were read: bytes divided by 255, floats as given.</summary>
    None,

    /// <summary>x ← (x − mean) / deviation with the mean and the population standard deviation of each channel over the training set, applied to both sets.</summary>
    PerChannel,

    /// <summary>x ← (x − mean(x)) / max(deviation(x), 1/√size) over each example alone: TensorFlow's per_image_whitening, as Zhang et al. 2017 used it.</summary>
    PerImage,
}
