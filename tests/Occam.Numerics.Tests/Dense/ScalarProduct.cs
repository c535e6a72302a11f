namespace Occam.Numerics.Tests.Dense;

/// <summary>The triple loop that <see cref="Numerics.Dense.Gemm"/> must equal to the bit: one chain of fused multiply-adds over k for each element.</summary>
internal static class ScalarProduct
{
    public static void Multiply(float[] a, float[] b, float[] c, int m, int n, int depth, Layout layout, bool accumulate)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                float sum = accumulate ? c[(i * n) + j] : 0;
                for (int k = 0; k < depth; k++) sum = MathF.FusedMultiplyAdd(a[layout.Left(i, k, m, depth)], b[layout.Right(k, j, n, depth)], sum);
                c[(i * n) + j] = sum;
            }
        }
    }

    public static void Multiply(double[] a, double[] b, double[] c, int m, int n, int depth, Layout layout, bool accumulate)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = accumulate ? c[(i * n) + j] : 0;
                for (int k = 0; k < depth; k++) sum = Math.FusedMultiplyAdd(a[layout.Left(i, k, m, depth)], b[layout.Right(k, j, n, depth)], sum);
                c[(i * n) + j] = sum;
            }
        }
    }
}
