namespace Occam.Kernels.InfiniteWidth;

/// <summary>What the tangent kernel is before a layer of rectifiers.</summary>
internal enum TangentStart
{
    /// <summary>Nothing: the first layer stays fixed.</summary>
    Zero,

    /// <summary>The covariance: the first layer is trained.</summary>
    Covariance,

    /// <summary>What the layers before have made of it.</summary>
    Computed,
}
