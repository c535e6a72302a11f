using System.Numerics;
using Occam.Networks.Curvature;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;

namespace Occam.Measures.Curvature;

/// <summary>A point in whichever precision: mean loss, gradient, and products with its matrices; that of the empirical Fisher matrix is made when it is asked for.</summary>
internal sealed record PointProducts(
    double MeanLoss, double[] Gradient, ILinearOperator Hessian, ILinearOperator GaussNewton, Func<ILinearOperator> Fisher, Func<CurvatureKind, Action<int>?, double[]> Matrix)
{
    /// <summary>In double precision if the site has it, else in that of its passes.</summary>
    public static PointProducts Precise<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (site.Double is not { } twin) return Own(site);
        NetworkPasses<double> passes = twin.Passes;
        double[] theta = [.. site.Theta.Select(v => double.CreateTruncating(v))], state = [.. site.State.Select(v => double.CreateTruncating(v))];
        return Of(new NetworkPoint<double>(passes, twin.Loss, new DatasetExamples<double>(site.Data, site.Control.Cancellation), theta, state));
    }

    /// <summary>In the precision of the passes.</summary>
    public static PointProducts Own<T>(PointSite<T> site)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(site.Point);

    /// <summary>The operator of a matrix.</summary>
    public ILinearOperator Operator(CurvatureKind kind) => kind == CurvatureKind.Hessian ? Hessian : GaussNewton;

    private static PointProducts Of<T>(NetworkPoint<T> point)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CurvatureOperator<T> hessian = new Hessian<T>(point), gaussNewton = new GaussNewton<T>(point);
        return new PointProducts(
            point.MeanLoss, point.Gradient, hessian, gaussNewton, () => new EmpiricalFisher<T>(point), (kind, report) => DenseCurvature.Of(kind == CurvatureKind.Hessian ? hessian : gaussNewton, report));
    }
}
