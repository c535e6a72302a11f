using System.Numerics;

namespace Occam.Networks.Curvature;

/// <summary>The matrix of a curvature operator, one product a column; for small networks.</summary>
public static class DenseCurvature
{
    /// <summary>[P, P], by rows, made symmetric: rounding of the products is halved by taking the mean of each pair.</summary>
    /// <param name="curvature">The operator.</param>
    /// <param name="report">Called with the columns done so far, for progress; may throw to stop.</param>
    public static double[] Of<T>(CurvatureOperator<T> curvature, Action<int>? report = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = curvature.Dimension;
        double[] matrix = new double[checked(n * n)], unit = new double[n];
        for (int column = 0; column < n; column++)
        {
            unit[column] = 1;
            curvature.Apply(unit, matrix.AsSpan(column * n, n));
            unit[column] = 0;
            report?.Invoke(column + 1);
        }

        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) matrix[(i * n) + j] = matrix[(j * n) + i] = (matrix[(i * n) + j] + matrix[(j * n) + i]) / 2;
        }

        return matrix;
    }
}
