namespace Occam.Experiments.BatchSizes;

/// <summary>What is varied beside the batch size.</summary>
internal enum BatchSweepKind
{
    /// <summary>The learning rate ε.</summary>
    Rate,

    /// <summary>The number of training examples N.</summary>
    Examples,

    /// <summary>The momentum m, as 1/(1 − m).</summary>
    Momentum,
}
