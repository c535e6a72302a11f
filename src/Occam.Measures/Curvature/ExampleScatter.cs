using System.Numerics;
using Occam.Data.Datasets;
using Occam.Networks.Curvature;
using Occam.Numerics.Simd;
using Occam.Numerics.Statistics;

namespace Occam.Measures.Curvature;

/// <summary>
/// How much the Hessian's quadratic forms vᵀHv vary with the choice of examples. The Hessian of the mean loss is a mean over examples, and so is vᵀHv; to first
/// order a change of H moves an eigenvalue by vᵀ(ΔH)v with its eigenvector v of length 1. The scatter of vᵀH_g v over disjoint groups of examples is
/// therefore the standard error of an eigenvalue, and with random normal vectors in place of v that of a trace.
/// </summary>
public static class ExampleScatter
{
    /// <summary>vᵀH_g v, [vector][group], H_g the Hessian of the mean loss of a group. Together the groups cost as much as one product with all examples for each vector.</summary>
    /// <param name="site">The point; its set is that of which the groups are parts.</param>
    /// <param name="groups">Indices of the examples of each group, disjoint and of one size.</param>
    /// <param name="vectors">The v, [P] each.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static double[][] QuadraticForms<T>(PointSite<T> site, IReadOnlyList<int[]> groups, IReadOnlyList<double[]> vectors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(site);
        double[][] forms = [.. vectors.Select(_ => new double[groups.Count])];
        double[] product = new double[site.Theta.Length];
        for (int g = 0; g < groups.Count; g++)
        {
            site.Control.Cancellation.ThrowIfCancellationRequested();
            DatasetExamples<T> examples = new(Subset.Select(site.Data, groups[g]), site.Control.Cancellation);
            Hessian<T> hessian = new(new NetworkPoint<T>(site.Passes, site.Loss, examples, site.Theta, site.State));
            for (int v = 0; v < vectors.Count; v++)
            {
                hessian.Apply(vectors[v], product);
                forms[v][g] = Reductions.Dot<double>(vectors[v], product);
            }
        }

        return forms;
    }

    /// <summary>The standard error of the mean over groups; NaN for fewer than two.</summary>
    public static double StandardError(IEnumerable<double> forms)
    {
        RunningMoments moments = new();
        foreach (double form in forms) moments.Add(form);
        return moments.StandardError;
    }
}
