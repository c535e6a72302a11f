namespace Occam.Kernels.Regression;

/// <summary>How much a regression has to do, in multiplications in single precision; one in double counts as two. Progress is measured by it.</summary>
public static class RegressionWork
{
    /// <summary>Passes of refinement that are reckoned with.</summary>
    internal const int ExpectedPasses = 2;

    /// <summary>Making the matrix, factoring it, two passes of refinement, and the diagonal of the inverse if it is wanted.</summary>
    public static double Total(int count, int dimension, bool leaveOneOut)
    {
        double n = count;
        return Filling(count, dimension) + ((leaveOneOut ? 2 : 1) * n * n * n / 6) + (ExpectedPasses * Pass(count, dimension));
    }

    /// <summary>A product of a symmetric kernel matrix with a few vectors: half of it is made, in double.</summary>
    internal static double Pass(int count, int dimension) => (double)count * count * dimension;

    /// <summary>A product of a kernel matrix of two sets of inputs with a few vectors, in double: the outputs for other inputs.</summary>
    public static double Outputs(int rows, int columns, int dimension) => 2.0 * rows * columns * dimension;

    /// <summary>The lower triangle of a matrix.</summary>
    internal static double Filling(int count, int dimension) => Pass(count, dimension) / 2;
}
