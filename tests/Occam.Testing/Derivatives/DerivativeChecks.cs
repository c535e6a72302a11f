using Occam.Networks.Passes;

namespace Occam.Testing.Derivatives;

/// <summary>
/// Every derivative of a network against independent computations: no single check is enough (a dropped second derivative leaves the Hessian
/// symmetric, a bias in a tangent leaves the gradient right), so all of them run.
/// </summary>
public static class DerivativeChecks
{
    /// <summary>Throws <see cref="DerivativeCheckException"/> if a check fails, naming check, node, error and tolerance.</summary>
    public static void All(Network<double> network, Network<float>? single = null, CheckOptions? options = null)
    {
        IReadOnlyList<CheckFailure> failures = Failures(network, single, options);
        if (failures.Count > 0) throw new DerivativeCheckException(failures);
    }

    /// <summary>The same for both precisions of one network.</summary>
    public static void All(INetworkFactory factory, CheckOptions? options = null) => All(factory.Build<double>(), factory.Build<float>(), options);

    /// <summary>Every check that does not hold.</summary>
    public static IReadOnlyList<CheckFailure> Failures(Network<double> network, Network<float>? single = null, CheckOptions? options = null)
    {
        using CheckRun run = new(network, options ?? new CheckOptions());
        RunDouble(run);
        if (single is not null) PrecisionChecks.Run(run, single);
        return run.Failures.Count == 0 ? [] : Locator.Locate(run);
    }

    internal static void RunDouble(CheckRun run)
    {
        FirstOrderChecks.Loss(run);
        FirstOrderChecks.Gradient(run);
        FirstOrderChecks.InputGradient(run);
        FirstOrderChecks.OutputTangent(run);
        FirstOrderChecks.Adjoint(run);
        SecondOrderChecks.HessianProduct(run);
        SecondOrderChecks.HessianSymmetry(run);
        SecondOrderChecks.GaussNewton(run);
        ExampleChecks.Run(run);
    }
}
