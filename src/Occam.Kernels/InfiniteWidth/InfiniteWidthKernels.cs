namespace Occam.Kernels.InfiniteWidth;

/// <summary>The two kernels of an infinitely wide network at every pair of inputs, row-major [count, count].</summary>
/// <param name="Count">How many inputs.</param>
/// <param name="Process">The covariance of the network's outputs under its random weights (NNGP).</param>
/// <param name="Tangent">The inner product of the outputs' gradients with respect to the trained weights (NTK).</param>
public sealed record InfiniteWidthKernels<T>(int Count, T[] Process, T[] Tangent)
    where T : unmanaged;
