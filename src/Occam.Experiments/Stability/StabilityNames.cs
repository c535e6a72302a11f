namespace Occam.Experiments.Stability;

/// <summary>What <see cref="TwinWatch"/> records, beside losses and coherence.</summary>
internal static class StabilityNames
{
    /// <summary>δ = ‖θ − θ'‖ between a training and its twin.</summary>
    public const string TwinDistance = "twin_distance";

    /// <summary>‖θ − θ_0‖.</summary>
    public const string Travelled = "travelled";

    /// <summary>ℓ(θ', z_i) − ℓ(θ, z_i) on the replaced example, which only the twin has not seen.</summary>
    public const string Instability = "loss_instability";

    /// <summary>Mean of |ℓ(θ', z) − ℓ(θ, z)| over the test examples.</summary>
    public const string TestLossChange = "test_loss_change";

    /// <summary>The fraction of test examples on which the two answer differently.</summary>
    public const string Disagreement = "test_disagreement";

    /// <summary>The largest ℓ(θ, z) over the test examples.</summary>
    public const string LargestTestLoss = "test_loss_largest";

    /// <summary>The standard deviation of ℓ(θ, z) over the test examples.</summary>
    public const string TestLossDeviation = "test_loss_deviation";

    /// <summary>The largest ‖g(θ, z)‖ over the probe.</summary>
    public const string LargestGradient = "gradient_norm_largest";

    /// <summary>‖g(θ, z_i) − g(θ, z_i')‖ between the replaced example and its replacement.</summary>
    public const string GradientDifference = "gradient_difference";

    /// <summary>‖∇L(θ − η∇L) − ∇L(θ)‖ / ‖η∇L‖ over the probe: a lower bound on the smoothness β.</summary>
    public const string Smoothness = "smoothness";
}
