namespace Occam.Measures.Curvature;

/// <summary>A matrix over the parameters, of the mean loss.</summary>
public enum CurvatureKind
{
    /// <summary>H = ∇²L.</summary>
    Hessian,

    /// <summary>G = (1/n) Σ J_iᵀ (∂²ℓ_i/∂f²) J_i, positive semidefinite.</summary>
    GaussNewton,
}
