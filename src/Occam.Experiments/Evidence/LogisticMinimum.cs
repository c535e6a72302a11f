namespace Occam.Experiments.Evidence;

/// <summary>The minimum of C(ω) = Σ_i ln(1 + exp(−y_i f_i)) + λ‖w‖²/2 over weights w and a free bias.</summary>
/// <param name="Parameters">w, and the bias at the end.</param>
/// <param name="Objective">C, in nats, summed over the examples.</param>
/// <param name="LogDeterminant">ln det of the Hessian of C over weights and bias.</param>
/// <param name="GradientNorm">‖∇C‖.</param>
/// <param name="Gain">½ ∇Cᵀ(∇²C)⁻¹∇C: the nats that are left to gain, to second order. The certificate.</param>
internal sealed record LogisticMinimum(double[] Parameters, double Objective, double LogDeterminant, double GradientNorm, double Gain);
