namespace Occam.Kernels.Regression;

/// <summary>In which precision a kernel matrix is factored. Residuals, coefficients and outputs are those of the matrix in double precision in any case.</summary>
public enum RegressionPrecision
{
    /// <summary>Single; twice that where the matrix is not positive definite in single precision, or the refinement does not converge.</summary>
    Automatic,

    /// <summary>Single.</summary>
    Single,

    /// <summary>Double.</summary>
    Double,
}
