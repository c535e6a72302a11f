namespace Occam.Data.Randomizations;

/// <summary>How the labels of the selected examples are corrupted.</summary>
public enum LabelNoiseKind
{
    /// <summary>A uniform random class, which may be the true one (Zhang et al. 2017). The expected rate of changed labels is p (1 − 1/K); with p = 1 all labels are random.</summary>
    Uniform,

    /// <summary>The labels of the selected examples are permuted among themselves (Chatterjee 2020). The number of examples of each class stays.</summary>
    Permute,
}
