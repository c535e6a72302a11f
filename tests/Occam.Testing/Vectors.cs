using System.Numerics;

namespace Occam.Testing;

/// <summary>Plain loops over vectors in double: what the engine's fast paths are compared with.</summary>
public static class Vectors
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));

    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }

    /// <summary>a + step · direction.</summary>
    public static double[] Moved(ReadOnlySpan<double> a, ReadOnlySpan<double> direction, double step)
    {
        double[] moved = a.ToArray();
        for (int i = 0; i < moved.Length; i++) moved[i] += step * direction[i];
        return moved;
    }

    /// <summary>The values in another precision.</summary>
    public static TTo[] Convert<TFrom, TTo>(ReadOnlySpan<TFrom> values)
        where TFrom : INumberBase<TFrom>
        where TTo : INumberBase<TTo>
    {
        TTo[] converted = new TTo[values.Length];
        for (int i = 0; i < converted.Length; i++) converted[i] = TTo.CreateTruncating(values[i]);
        return converted;
    }
}
