using Occam.Numerics.Operators;

namespace Occam.Numerics.Tests.Operators;

/// <summary>y[i] = f(i, x): operators that no matrix is stored for.</summary>
internal sealed class FunctionOperator(int dimension, Func<int, double[], double> function) : ILinearOperator
{
    public int Dimension => dimension;

    /// <summary>The second difference with fixed ends.</summary>
    public static FunctionOperator Laplacian(int n) => new(n, (i, x) => (2 * x[i]) - (i > 0 ? x[i - 1] : 0) - (i < n - 1 ? x[i + 1] : 0));

    public static FunctionOperator Diagonal(params double[] values) => new(values.Length, (i, x) => values[i] * x[i]);

    public void Apply(ReadOnlySpan<double> x, Span<double> y)
    {
        double[] copy = x.ToArray();
        for (int i = 0; i < y.Length; i++) y[i] = function(i, copy);
    }
}
