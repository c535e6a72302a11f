using Occam.Kernels.Matrices;

namespace Occam.Kernels.Regression;

/// <summary>The solution of (K + λI)·α = Y: with λ = 0 the function of the smallest norm that passes through every target.</summary>
/// <param name="Coefficients">α, [n, outputs].</param>
/// <param name="Outputs">Columns of α.</param>
/// <param name="IsSingle">Whether the factor is in single precision.</param>
/// <param name="RelativeResidual">‖Y − (K + λI)α‖/‖Y‖ (Frobenius), K made anew and all sums in double precision, whatever the factor's.</param>
/// <param name="Passes">Solutions with the factor, the first included.</param>
/// <param name="IsConverged">Whether the residual came down to the tolerance.</param>
/// <param name="Fitted">K·α, [n, outputs]: the outputs on the training inputs.</param>
/// <param name="SquaredNorms">‖w_c‖² = α_cᵀKα_c of every output.</param>
/// <param name="LeaveOneOut">Outputs for each training input by the solution of all others, [n, outputs]: y − α_i/((K + λI)⁻¹)_ii; null if not asked for.</param>
public sealed record KernelFit(
    double[] Coefficients, int Outputs, bool IsSingle, double RelativeResidual, int Passes, bool IsConverged, double[] Fitted, double[] SquaredNorms, double[]? LeaveOneOut)
{
    /// <summary>‖w‖ = √tr(αᵀKα).</summary>
    public double Norm => Math.Sqrt(SquaredNorms.Sum());

    /// <summary>The outputs for other inputs, [count, outputs], in double precision.</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="kernel">The kernel of the fit.</param>
    /// <param name="training">The inputs of the fit.</param>
    /// <param name="inputs">The other inputs.</param>
    /// <param name="passed">Called with how many inputs are done; may throw.</param>
    public double[] Predict(Numerics.Threading.Workers workers, KernelFunction kernel, KernelInputs training, KernelInputs inputs, Action<int>? passed = null)
    {
        double[] outputs = new double[inputs.Count * Outputs];
        new KernelMatrix<double>(kernel, inputs, training).Multiply(workers, Coefficients, Outputs, outputs, passed);
        return outputs;
    }
}
