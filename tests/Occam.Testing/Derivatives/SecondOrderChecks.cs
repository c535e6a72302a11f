namespace Occam.Testing.Derivatives;

/// <summary>Hessian and Gauss-Newton products.</summary>
internal static class SecondOrderChecks
{
    /// <summary>Above this many outputs the Jacobian is not built row by row; smaller networks cover that.</summary>
    private const int MostRows = 300;

    public static void HessianProduct(CheckRun run)
    {
        CheckPoint p = run.Point;
        double[] v = run.Draws("hessian").Direction(p.Theta.Length);
        double[] difference = FiniteDifference.Of(t => run.Subject.Gradient(Vectors.Moved(p.Theta, v, t), p.X, p.Labels).Theta);
        run.DemandByBlock(
            DerivativeCheck.HessianProduct, "Hv", run.Subject.HessianProduct(p.Theta, p.X, p.Labels, v), difference, Tolerance.SecondDifference);
    }

    public static void HessianSymmetry(CheckRun run)
    {
        CheckPoint p = run.Point;
        Symmetry(run, DerivativeCheck.HessianSymmetry, v => run.Subject.HessianProduct(p.Theta, p.X, p.Labels, v));
    }

    public static void GaussNewton(CheckRun run)
    {
        CheckPoint p = run.Point;
        double[] v = Symmetry(run, DerivativeCheck.GaussNewton, u => run.Subject.GaussNewtonProduct(p.Theta, p.X, p.Labels, u));
        double[] product = run.Subject.GaussNewtonProduct(p.Theta, p.X, p.Labels, v);
        double bound = -Tolerance.SecondIdentity * Vectors.Norm(v) * Vectors.Norm(product);
        double curvature = Vectors.Dot(v, product);
        run.Demand(DerivativeCheck.GaussNewton, "the network", "vᵀGv below zero", curvature >= bound ? 0 : -curvature, 0);
        if (run.Batch * run.Subject.Classes <= MostRows)
            run.DemandByBlock(DerivativeCheck.GaussNewton, "Gv − JᵀHJv", product, Dense(run, v), Tolerance.SecondIdentity);
    }

    private static double[] Symmetry(CheckRun run, DerivativeCheck check, Func<double[], double[]> product)
    {
        Draws draws = run.Draws("symmetry");
        double[] u = draws.Direction(run.Point.Theta.Length), v = draws.Direction(run.Point.Theta.Length);
        double[] ofU = product(u), ofV = product(v);
        double floor = (Vectors.Norm(ofU) + Vectors.Norm(ofV)) / 2;
        run.Demand(check, "the network", "symmetry", Tolerance.Error(Vectors.Dot(u, ofV), Vectors.Dot(v, ofU), floor), Tolerance.SecondIdentity);
        return v;
    }

    /// <summary>JᵀHJv from the rows of J, one backward pass each, and from the loss's Hessian entry by entry.</summary>
    private static double[] Dense(CheckRun run, double[] v)
    {
        CheckPoint p = run.Point;
        int rows = run.Batch * run.Subject.Classes;
        double[][] jacobian = [.. Enumerable.Range(0, rows).Select(r => run.Subject.Adjoint(p.Theta, p.X, Unit(rows, r)).Theta)];
        double[][] hessian = [.. Enumerable.Range(0, rows).Select(r => run.Subject.LossHessianProduct(p.Theta, p.X, p.Labels, Unit(rows, r)))];
        double[] tangent = [.. jacobian.Select(row => Vectors.Dot(row, v))];
        double[] result = new double[v.Length];
        for (int r = 0; r < rows; r++)
        {
            double weight = 0;
            for (int c = 0; c < rows; c++) weight += hessian[c][r] * tangent[c];
            for (int i = 0; i < result.Length; i++) result[i] += jacobian[r][i] * weight;
        }

        return result;
    }

    private static double[] Unit(int length, int index)
    {
        double[] unit = new double[length];
        unit[index] = 1;
        return unit;
    }
}
