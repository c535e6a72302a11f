namespace Occam.Testing.Derivatives;

/// <summary>The checks of the kit, in the order in which they run.</summary>
public enum DerivativeCheck
{
    /// <summary>The loss's gradient and Hessian product against differences, and the Hessian's symmetry.</summary>
    Loss,

    /// <summary>The gradient of the mean loss against differences: whole directions and single coordinates.</summary>
    Gradient,

    /// <summary>The gradient with respect to the input against differences.</summary>
    InputGradient,

    /// <summary>Jv against differences of the outputs.</summary>
    OutputTangent,

    /// <summary>⟨Jv, w⟩ = ⟨v, Jᵀw⟩.</summary>
    Adjoint,

    /// <summary>Hv against differences of the gradient.</summary>
    HessianProduct,

    /// <summary>⟨u, Hv⟩ = ⟨v, Hu⟩.</summary>
    HessianSymmetry,

    /// <summary>Gv symmetric, vᵀGv ≥ 0, and equal to JᵀHJv with J built row by row.</summary>
    GaussNewton,

    /// <summary>The gradients of batches of one add up to the batch's.</summary>
    ExampleSum,

    /// <summary>Per-example squared norms, whole and by block, against batches of one.</summary>
    ExampleNorms,

    /// <summary>⟨direction, gradient of an example⟩ by layer against batches of one, and Σ_n ⟨Σ_m g_m, g_n⟩ = ‖Σ_n g_n‖².</summary>
    ExampleDots,

    /// <summary>Per-example gradients formed from the layers' factors, one example after the other, against batches of one.</summary>
    ExampleFactors,

    /// <summary>The gradient's bits do not depend on whether norms are wanted, nor on what the memory held before.</summary>
    Interference,

    /// <summary>A network that couples its examples refuses per-example quantities by name.</summary>
    Refusal,

    /// <summary>The same source in single precision.</summary>
    SinglePrecision,
}
