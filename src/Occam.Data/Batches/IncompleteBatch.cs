namespace Occam.Data.Batches;

/// <summary>What becomes of the last examples of an epoch that do not fill a batch.</summary>
public enum IncompleteBatch
{
    /// <summary>They form a smaller batch.</summary>
    Keep,

    /// <summary>They are left out of this epoch.</summary>
    Drop,
}
