namespace Occam.Numerics.Tests.Dense;

/// <summary>Matrices whose spectra are known from elsewhere, made with plain loops.</summary>
internal static class KnownMatrices
{
    public static double[] Diagonal(params double[] values)
    {
        double[] a = new double[values.Length * values.Length];
        for (int i = 0; i < values.Length; i++) a[(i * values.Length) + i] = values[i];
        return a;
    }

    /// <summary>The second difference with fixed ends, 2 on the diagonal, −1 beside it.</summary>
    public static double[] Laplacian(int n)
    {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            a[(i * n) + i] = 2;
            if (i > 0) a[(i * n) + i - 1] = a[((i - 1) * n) + i] = -1;
        }

        return a;
    }

    /// <summary>Eigenvalue k = 1 … n of the second difference, 2 − 2·cos(kπ/(n+1)) = 4·sin²(kπ/(2n+2)), ascending.</summary>
    public static double LaplacianValue(int n, int k)
    {
        double sine = Math.Sin(k * Math.PI / (2 * (n + 1)));
        return 4 * sine * sine;
    }

    public static double[] Hilbert(int n)
    {
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) a[(i * n) + j] = 1.0 / (i + j + 1);
        return a;
    }

    /// <summary>diag(values) between two reflectors I − 2uuᵀ: full, and its spectrum is still known to rounding.</summary>
    public static double[] WithSpectrum(double[] values, string name = "spectrum")
    {
        int n = values.Length;
        Testing.Draws draws = new(name);
        double[] a = Diagonal(values);
        for (int pass = 0; pass < 2; pass++) Reflect(a, n, draws.Normals(n));
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++) a[(i * n) + j] = a[(j * n) + i] = (a[(i * n) + j] + a[(j * n) + i]) / 2;
        return a;
    }

    /// <summary>Σ_j a[i,j]·x[j].</summary>
    public static double[] Times(double[] a, ReadOnlySpan<double> x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < y.Length; i++) y[i] = Testing.Vectors.Dot(a.AsSpan(i * x.Length, x.Length), x);
        return y;
    }

    /// <summary>‖A·v − λ·v‖.</summary>
    public static double Residual(double[] a, ReadOnlySpan<double> v, double eigenvalue)
    {
        double[] y = Times(a, v);
        for (int i = 0; i < y.Length; i++) y[i] -= eigenvalue * v[i];
        return Testing.Vectors.Norm(y);
    }

    /// <summary>The largest |⟨row i, row j⟩ − (i = j)|.</summary>
    public static double Nonorthogonality(double[] rows, int count, int length)
    {
        double worst = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = Testing.Vectors.Dot(rows.AsSpan(i * length, length), rows.AsSpan(j * length, length));
                worst = Math.Max(worst, Math.Abs(dot - (i == j ? 1 : 0)));
            }
        }

        return worst;
    }

    private static void Reflect(double[] a, int n, double[] u)
    {
        double squared = Testing.Vectors.Dot(u, u);
        for (int side = 0; side < 2; side++)
        {
            for (int i = 0; i < n; i++)
            {
                double dot = 0;
                for (int j = 0; j < n; j++) dot += u[j] * a[side == 0 ? (i * n) + j : (j * n) + i];
                for (int j = 0; j < n; j++) a[side == 0 ? (i * n) + j : (j * n) + i] -= 2 * dot / squared * u[j];
            }
        }
    }
}
