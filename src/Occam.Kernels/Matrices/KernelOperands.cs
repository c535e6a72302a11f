namespace Occam.Kernels.Matrices;

/// <summary>Where the factors of a product of a kernel matrix with vectors stand, and where the product goes.</summary>
/// <param name="x">The inputs of the rows.</param>
/// <param name="y">The inputs of the columns.</param>
/// <param name="vectors">[columns, count].</param>
/// <param name="count">How many vectors.</param>
/// <param name="result">[rows, count].</param>
internal readonly unsafe struct KernelOperands(float* x, float* y, double* vectors, int count, double* result)
{
    public float* X => x;

    public float* Y => y;

    public double* Vectors => vectors;

    public int Count => count;

    public double* Result => result;
}
