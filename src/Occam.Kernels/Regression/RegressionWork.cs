namespace Occam.Kernels.Regression;

/// <summary>How much a regression has to do, in multiplications: what progress is measured by.</summary>
public static class RegressionWork
{
    /// <summary>Passes of refinement that are reckoned with.</summary>
    internal const int ExpectedPasses = 2;

    /// <summary>Making the matrix, factoring it, two passes of refinement, and the diagonal of the inverse if it is wanted.</summary>
    public static double Total(int count, int dimension, bool leaveOneOut)
    {
        double n = count;
        return Filling(count, dimension) + ((leaveOneOut ? 2 : 1) * n * n * n / 6) + (ExpectedPasses * Pass(count, count, dimension));
    }

    /// <summary>A product of a kernel matrix with a few vectors.</summary>
    public static double Pass(int rows, int columns, int dimension) => (double)rows * columns * dimension;

    /// <summary>The lower triangle of a matrix.</summary>
    internal static double Filling(int count, int dimension) => Pass(count, count, dimension) / 2;
}
