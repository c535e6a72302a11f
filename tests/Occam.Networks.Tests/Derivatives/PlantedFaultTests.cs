using Occam.Networks.Passes;
using Occam.Testing.Derivatives;
using Occam.Testing.Faults;
using Occam.Testing.References;
using static Occam.Testing.Derivatives.DerivativeCheck;

namespace Occam.Networks.Tests.Derivatives;

/// <summary>
/// The kit must reject every planted fault, blame the right node, and reject it by exactly the checks that are listed: the lists show why no
/// check can be left out.
/// </summary>
public sealed class PlantedFaultTests
{
    private static readonly DerivativeCheck[] s_wrongAdjoint = [Gradient, InputGradient, Adjoint, HessianSymmetry, GaussNewton];
    private static readonly DerivativeCheck[] s_wrongTangent = [OutputTangent, Adjoint, HessianProduct, HessianSymmetry, GaussNewton];

    [Fact]
    public void Layers_without_a_fault_pass()
    {
        DerivativeChecks.All(FaultyNetworks.Dense<double>(DenseFault.None), FaultyNetworks.Dense<float>(DenseFault.None));
        DerivativeChecks.All(FaultyNetworks.Mask<double>(MaskFault.None), FaultyNetworks.Mask<float>(MaskFault.None));
        DerivativeChecks.All(FaultyNetworks.Convolution<double>(ConvolutionFault.None), FaultyNetworks.Convolution<float>(ConvolutionFault.None));
        DerivativeChecks.All(FaultyNetworks.Activation<double, Bend<double>>(), FaultyNetworks.Activation<float, Bend<float>>());
    }

    [Fact]
    public void Bias_added_to_a_tangent() => Rejects(FaultyNetworks.Dense<double>(DenseFault.BiasInTangent), s_wrongTangent);

    [Fact]
    public void Bias_added_in_the_second_order_pass_only() =>
        Rejects(FaultyNetworks.Dense<double>(DenseFault.BiasInSecondOrder), HessianProduct, HessianSymmetry);

    [Fact]
    public void Dropped_second_derivative_leaves_the_Hessian_symmetric() =>
        Rejects(FaultyNetworks.Activation<double, BendWithoutSecond<double>>(), HessianProduct);

    [Fact]
    public void Slope_wrong_by_a_thousandth_is_consistent_and_still_rejected() =>
        Rejects(FaultyNetworks.Activation<double, BendWithWrongSlope<double>>(), Gradient, InputGradient, OutputTangent, HessianProduct);

    [Fact]
    public void Adjoint_with_the_wrong_sign() => Rejects(FaultyNetworks.Dense<double>(DenseFault.AdjointSign), s_wrongAdjoint);

    [Fact]
    public void Adjoint_by_the_untransposed_weight() => Rejects(FaultyNetworks.Dense<double>(DenseFault.AdjointTransposed), s_wrongAdjoint);

    [Fact]
    public void Gradient_of_the_weight_transposed() => Rejects(
        FaultyNetworks.Dense<double>(DenseFault.GradientTransposed), Gradient, Adjoint, HessianSymmetry, GaussNewton, ExampleDots, ExampleFactors);

    [Fact]
    public void Adjoint_of_a_convolution_with_padding_off_by_one() =>
        Rejects(FaultyNetworks.Convolution<double>(ConvolutionFault.AdjointPaddingOffByOne), s_wrongAdjoint);

    [Fact]
    public void Adjoint_that_overwrites_beside_a_shortcut()
    {
        Rejects(FaultyNetworks.Mask<double>(MaskFault.AccumulationIgnored), s_wrongAdjoint);
        Rejects(FaultyNetworks.Dense<double>(DenseFault.AccumulationIgnored), [.. s_wrongAdjoint, HessianProduct]);
    }

    [Fact]
    public void Gradient_that_is_added_to_what_was_there() => Rejects(
        FaultyNetworks.Dense<double>(DenseFault.GradientNotOverwritten),
        Gradient, Adjoint, HessianProduct, HessianSymmetry, GaussNewton, ExampleSum, ExampleNorms, ExampleDots, ExampleFactors);

    [Fact]
    public void Norms_without_the_products_of_different_sites() =>
        Rejects(FaultyNetworks.Convolution<double>(ConvolutionFault.NormsWithoutCrossSiteTerms), ExampleNorms);

    [Fact]
    public void Norms_from_a_factor_that_was_not_squared() => Rejects(FaultyNetworks.Dense<double>(DenseFault.NormNotSquared), ExampleNorms);

    [Fact]
    public void Norms_that_change_the_gradient() => Rejects(FaultyNetworks.Dense<double>(DenseFault.NormsChangeGradient), Interference);

    [Fact]
    public void Dots_that_ignore_the_direction() => Rejects(FaultyNetworks.Dense<double>(DenseFault.DotsIgnoreDirection), ExampleDots);

    [Fact]
    public void Examples_that_are_coupled_without_saying_so() =>
        Rejects(FaultyNetworks.Dense<double>(DenseFault.HiddenCoupling), ExampleSum, ExampleNorms, ExampleDots, ExampleFactors);

    [Fact]
    public void Factors_without_the_bias() => Rejects(FaultyNetworks.Dense<double>(DenseFault.FactorsWithoutBias), ExampleFactors);

    [Fact]
    public void Factors_of_the_wrong_examples() => Rejects(FaultyNetworks.Dense<double>(DenseFault.FactorsFromFirstExample), ExampleFactors);

    [Fact]
    public void Saved_values_of_an_earlier_pass() => Rejects(
        FaultyNetworks.Mask<double>(MaskFault.StaleSaved),
        Gradient, InputGradient, OutputTangent, HessianProduct, ExampleSum, ExampleNorms, ExampleDots, ExampleFactors);

    [Fact]
    public void Constant_of_a_linear_map_in_its_tangent() => Rejects(FaultyNetworks.Mask<double>(MaskFault.ConstantInTangent), s_wrongTangent);

    [Fact]
    public void Single_precision_that_computes_something_else()
    {
        IReadOnlyList<CheckFailure> failures = DerivativeChecks.Failures(
            FaultyNetworks.Dense<double>(DenseFault.PrecisionDependent), FaultyNetworks.Dense<float>(DenseFault.PrecisionDependent));
        Assert.All(failures, failure => Assert.Equal(SinglePrecision, failure.Check));
        Assert.Equal(FaultyNetworks.Suspect, failures[0].Node);
    }

    [Fact]
    public void Loss_with_a_wrong_Hessian()
    {
        CheckOptions options = new() { Loss = new WrongHessianLoss() };
        IReadOnlyList<CheckFailure> failures = DerivativeChecks.Failures(FaultyNetworks.Activation<double, Bend<double>>(), options: options);
        Assert.Equal([Loss, HessianProduct], failures.Select(f => f.Check).Distinct().Order());
    }

    [Fact]
    public void The_message_names_check_node_quantity_error_and_tolerance()
    {
        DerivativeCheckException thrown = Assert.Throws<DerivativeCheckException>(
            () => DerivativeChecks.All(FaultyNetworks.Activation<double, BendWithoutSecond<double>>()));
        Assert.Matches(@"HessianProduct at 'suspect': Hv in [a-z]+\.[a-z]+ has relative error [0-9.]+e-[0-9]+, tolerance 1e-00?6", thrown.Message);
    }

    private static void Rejects(Network<double> network, params DerivativeCheck[] expected)
    {
        IReadOnlyList<CheckFailure> failures = DerivativeChecks.Failures(network);
        Assert.Equal(expected.Order(), failures.Select(f => f.Check).Distinct().Order());
        Assert.All(failures, failure => Assert.Equal($"'{FaultyNetworks.Suspect}'", failure.Node));
    }
}
