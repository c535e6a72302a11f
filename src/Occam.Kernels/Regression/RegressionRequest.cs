using Occam.Kernels.Matrices;
using Occam.Kernels.Storage;

namespace Occam.Kernels.Regression;

/// <summary>A system (K + λI)·α = Y.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Inputs">The n training inputs.</param>
/// <param name="Targets">Y, [n, outputs].</param>
/// <param name="Outputs">Columns of Y.</param>
public sealed record RegressionRequest(KernelFunction Kernel, KernelInputs Inputs, double[] Targets, int Outputs)
{
    /// <summary>λ, 0 or more.</summary>
    public double Ridge { get; init; }

    /// <summary>The precision of the factor.</summary>
    public RegressionPrecision Precision { get; init; }

    /// <summary>‖Y − (K + λI)α‖/‖Y‖ at which the refinement ends.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>Whether the leave-one-out outputs are wanted, at the price of another factorization.</summary>
    public bool LeaveOneOut { get; init; }

    /// <summary>Where finished columns of the factor are kept, so that an interrupted factorization can go on; null keeps nothing.</summary>
    public FactorStore? Store { get; init; }

    /// <summary>Called often with the multiplications that are done, about <see cref="RegressionWork.Total"/> in the end; may throw to stop.</summary>
    public Action<double>? Progress { get; init; }
}
