using System.Numerics;
using Occam.Kernels.Matrices;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;

namespace Occam.Kernels.Regression;

/// <summary>Kernel regression in closed form: one factorization, then refinement with residuals in double precision.</summary>
public static class KernelRegression
{
    /// <summary>Solves (K + λI)·α = Y.</summary>
    /// <exception cref="NumericalException">The matrix is not positive definite to working precision.</exception>
    public static KernelFit Fit(Workers workers, RegressionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Targets.Length != (long)request.Inputs.Count * request.Outputs)
        {
            throw new ArgumentException(
                $"KernelRegression: expected {request.Inputs.Count} × {request.Outputs} targets, got {request.Targets.Length}. Give one row for each input.", nameof(request));
        }

        if (request.Precision == RegressionPrecision.Double) return Fit<double>(workers, request);
        if (request.Precision == RegressionPrecision.Single) return Fit<float>(workers, request);
        try
        {
            KernelFit single = Fit<float>(workers, request);
            if (single.IsConverged) return single;
        }
        catch (NumericalException)
        {
            // Not positive definite in single precision: KernelFit.IsSingle says which precision the numbers have.
        }

        return Fit<double>(workers, request);
    }

    private static KernelFit Fit<T>(Workers workers, RegressionRequest request)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        KernelMatrix<T> matrix = new(request.Kernel, request.Inputs, request.Inputs);
        Action<double>? progress = request.Progress;
        using KernelFactorization<T> factor = KernelFactorization<T>.Create(workers, matrix, request.Ridge, request.Store, progress);
        int n = request.Inputs.Count;
        double done = factor.Work, total = RegressionWork.Total(n, request.Inputs.Dimension, request.LeaveOneOut), pass = RegressionWork.Pass(n, request.Inputs.Dimension);
        KernelFit fit = factor.Solve(request.Targets, request.Outputs, request.Tolerance, (passes, rows) =>
            progress?.Invoke(Math.Min(total, done + (Math.Min(RegressionWork.ExpectedPasses, passes + ((double)rows / n)) * pass))));
        return request.LeaveOneOut ? fit with { LeaveOneOut = LeftOut(factor.InverseDiagonal(), fit, request.Targets) } : fit;
    }

    /// <summary>y − α_i/(A⁻¹)_ii: what the solution without example i says about it.</summary>
    private static double[] LeftOut(double[] inverse, KernelFit fit, double[] targets)
    {
        double[] outputs = new double[targets.Length];
        for (int at = 0; at < outputs.Length; at++) outputs[at] = targets[at] - (fit.Coefficients[at] / inverse[at / fit.Outputs]);
        return outputs;
    }
}
