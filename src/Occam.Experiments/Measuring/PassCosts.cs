namespace Occam.Experiments.Measuring;

/// <summary>What the loss is asked for stands for so much work, in forward and backward passes of one example.</summary>
internal static class PassCosts
{
    public const double Values = 1.0 / 3, Gradient = 1;
}
