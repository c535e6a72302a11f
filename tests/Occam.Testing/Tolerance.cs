namespace Occam.Testing;

/// <summary>
/// How far two computations of one quantity may lie apart, relative to its size. Identities that hold exactly but for rounding get a few
/// thousand roundings (machine epsilon is 2.2e-16); comparisons with differences get what the differences can resolve. A planted fault
/// is never smaller than 1e-3, so there are at least three digits between the largest accepted error and the smallest real one.
/// </summary>
public static class Tolerance
{
    /// <summary>First derivatives against five-point differences, whose own error is near 1e-11 (<see cref="FiniteDifference"/>).</summary>
    public const double FirstDifference = 1e-7;

    /// <summary>Second derivatives against differences of gradients: ten times the room, because gradients cancel more than losses.</summary>
    public const double SecondDifference = 1e-6;

    /// <summary>Identities with one chain of sums on each side: the adjoint, per-example sums, norms.</summary>
    public const double Identity = 1e-12;

    /// <summary>Identities between second-order products, whose sides go through two passes and cancel more.</summary>
    public const double SecondIdentity = 1e-11;

    /// <summary>The same source in single precision: epsilon is 6e-8, and sums of a few hundred terms through several layers lose three digits.</summary>
    public const double SinglePrecision = 1e-4;

    /// <summary>|a − b| relative to their sizes and to a floor below which the quantity counts as zero.</summary>
    public static double Error(double a, double b, double floor = 0)
    {
        double scale = Math.Abs(a) + Math.Abs(b) + floor;
        return a == b ? 0 : Math.Abs(a - b) / scale;
    }

    /// <summary>‖a − b‖ relative to the norms and to a floor below which the vector counts as zero.</summary>
    public static double Error(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double floor = 0)
    {
        double distance = Vectors.Distance(a, b);
        return distance == 0 ? 0 : distance / (Vectors.Norm(a) + Vectors.Norm(b) + floor);
    }
}
