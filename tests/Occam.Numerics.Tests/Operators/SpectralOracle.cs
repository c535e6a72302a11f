using System.Text.Json;
using Occam.Numerics.Tests.Simd;

namespace Occam.Numerics.Tests.Operators;

/// <summary>What numpy says about a small integer matrix (generate_eigen.py).</summary>
internal sealed record SpectralOracle(int Order, double[] Values, double Shift, double LogDeterminant, double Trace, double SquaredTrace, double[] Solution)
{
    public static SpectralOracle Read() => JsonSerializer.Deserialize<SpectralOracle>(
        File.ReadAllBytes(TestFiles.Path("Operators", "eigen.json")), JsonSerializerOptions.Web)!;

    /// <summary>a[i, j] = (13ij + 7(i + j)) mod 101 − 50, plus the shift on the diagonal if it is asked for.</summary>
    public double[] Matrix(bool shifted = false)
    {
        double[] a = new double[Order * Order];
        for (int i = 0; i < Order; i++)
            for (int j = 0; j < Order; j++) a[(i * Order) + j] = (((13 * i * j) + (7 * (i + j))) % 101) - 50 + (shifted && i == j ? Shift : 0);
        return a;
    }
}
