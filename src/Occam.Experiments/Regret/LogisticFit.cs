namespace Occam.Experiments.Regret;

/// <summary>The minimum of a regularized logistic loss over some examples.</summary>
/// <param name="Coefficients">a: θ = Σ_i a_i x_i.</param>
/// <param name="Objective">The loss with its penalty, in nats.</param>
/// <param name="GradientNorm">‖∇f(θ)‖, the certificate: f is λ-strongly convex, so θ lies within ‖∇f‖/λ of the minimum and f within ‖∇f‖²/(2λ) above it.</param>
internal readonly record struct LogisticFit(double[] Coefficients, double Objective, double GradientNorm);
