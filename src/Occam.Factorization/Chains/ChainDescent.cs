using System.Globalization;
using Occam.Factorization.Objectives;
using Occam.Numerics.Errors;
using Occam.Numerics.Optimization;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Factorization.Chains;

/// <summary>Descent on L(W_N ⋯ W_1), all observations in every step. What has to be kept to go on later are <see cref="Parameters"/>, <see cref="State"/>, <see cref="Step"/> and <see cref="Average"/>.</summary>
public sealed class ChainDescent
{
    private readonly LinearChain _chain;
    private readonly IMatrixObjective _objective;
    private readonly IUpdateRule<double> _rule;
    private readonly StepSize _stepSize;
    private readonly double[] _matrixGradient, _gradient;
    private double _average;

    /// <summary>Descent from given parameters.</summary>
    /// <param name="chain">The factors.</param>
    /// <param name="objective">The loss of their product.</param>
    /// <param name="rule">The update rule.</param>
    /// <param name="stepSize">The learning rate.</param>
    /// <param name="parameters">Where it starts; changed in place.</param>
    public ChainDescent(LinearChain chain, IMatrixObjective objective, IUpdateRule<double> rule, StepSize stepSize, double[] parameters)
    {
        ArgumentNullException.ThrowIfNull(chain);
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(parameters);
        if (objective.Rows != chain.Rows || objective.Columns != chain.Columns || parameters.Length != chain.ParameterCount)
            throw new ArgumentException($"ChainDescent: expected {chain.ParameterCount} parameters and a loss of a {chain.Rows} × {chain.Columns} matrix, got {parameters.Length} and {objective.Rows} × {objective.Columns}. Build them from one chain.");
        (_chain, _objective, _rule, _stepSize, Parameters) = (chain, objective, rule, stepSize, parameters);
        (_matrixGradient, _gradient) = (new double[chain.Rows * chain.Columns], new double[parameters.Length]);
        State = new double[rule.StateVectors * parameters.Length];
    }

    /// <summary>The factors.</summary>
    public double[] Parameters { get; }

    /// <summary>What the rule remembers.</summary>
    public double[] State { get; }

    /// <summary>Steps that have been made.</summary>
    public long Step { get; set; }

    /// <summary>The running mean of ‖g‖² that the step size keeps.</summary>
    public double Average
    {
        get => _average;
        set => _average = value;
    }

    /// <summary>∂L/∂W of the last <see cref="Evaluate"/>.</summary>
    public ReadOnlySpan<double> MatrixGradient => _matrixGradient;

    /// <summary>The loss at the current parameters.</summary>
    /// <exception cref="NumericalException">It is not finite.</exception>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="product">W there; the next call overwrites it.</param>
    public double Evaluate(Workers workers, out ReadOnlySpan<double> product)
    {
        product = _chain.Product(workers, Parameters);
        double loss = _objective.Evaluate(workers, product, _matrixGradient);
        if (!double.IsFinite(loss)) throw new NumericalException($"Loss of a product of {_chain.Depth} factors after step {Step}", "a finite number", loss.ToString(CultureInfo.InvariantCulture), "Lower the learning rate.");
        return loss;
    }

    /// <summary>One step, unless the loss has come to the goal; returns the loss before it.</summary>
    /// <exception cref="NumericalException">The loss is not finite.</exception>
    public double Advance(Workers workers, double goal = double.NegativeInfinity)
    {
        double loss = Evaluate(workers, out _);
        if (loss <= goal) return loss;
        _chain.Gradient(workers, Parameters, _matrixGradient, _gradient);
        Step++;
        double rate = _stepSize.Next(Reductions.SumOfSquares<double>(_gradient), Step, ref _average);
        _rule.Apply(Parameters, _gradient, State, Step, rate, 0);
        return loss;
    }
}
