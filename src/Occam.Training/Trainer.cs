using System.Numerics;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;
using Occam.Training.Optimizers;
using Occam.Training.Schedules;

namespace Occam.Training;

/// <summary>
/// Trains one network on one set. All that it knows is its parameters, statistics, optimizer state and the number of steps taken: restore
/// these and it goes on to the same bits. A step allocates nothing.
/// </summary>
public sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NetworkPasses<T> _passes;
    private readonly ILoss<T> _loss;
    private readonly Dataset _data;
    private readonly TrainingSettings _settings;
    private readonly BatchPlan _batches;
    private readonly ISchedule _schedule;
    private readonly ChunkedUpdate<T> _update;
    private readonly Seed _steps;
    private readonly int[] _labels;
    private readonly double[] _losses;
    private readonly T[] _outputBar, _gradient;

    /// <summary>A training that begins at <paramref name="theta"/>, which it takes over.</summary>
    public Trainer(NetworkPasses<T> passes, ILoss<T> loss, Dataset data, TrainingSettings settings, Seed seed, T[] theta)
    {
        (_passes, _loss, _data, _settings, _steps, Theta) = (passes, loss, data, settings, seed.Derive("step"), theta);
        Network<T> network = passes.Network;
        State = network.InitialState();
        _batches = new BatchPlan(seed, data.Count, settings.BatchSize);
        _schedule = ScheduleFactory.Parse(settings.Schedule, _batches.StepsPerEpoch, settings.Steps, settings.WarmUp);
        _update = new ChunkedUpdate<T>(settings.Optimizer.Rule<T>(), passes.Workers, network.ParameterCount);
        (_labels, _losses) = (new int[settings.BatchSize], new double[settings.BatchSize]);
        (_outputBar, _gradient) = (new T[settings.BatchSize * network.Output.Size], new T[network.ParameterCount]);
    }

    /// <summary>θ, the flat vector of parameters.</summary>
    public T[] Theta { get; }

    /// <summary>The running statistics of the normalizations.</summary>
    public T[] State { get; }

    /// <summary>What the optimizer remembers.</summary>
    public T[] OptimizerState => _update.State;

    /// <summary>How many steps have been taken.</summary>
    public long StepsTaken { get; internal set; }

    internal long StepsAtMost => _settings.Steps;

    /// <summary>Steps in an epoch.</summary>
    public int StepsPerEpoch => _batches.StepsPerEpoch;

    /// <summary>The network.</summary>
    public Network<T> Network => _passes.Network;

    /// <summary>Takes one step and returns the mean loss of its batch before the step.</summary>
    /// <exception cref="NumericalException">The loss is not a finite number; the message says where and what to try.</exception>
    public double TakeStep()
    {
        ReadOnlySpan<int> examples = _batches.Batch(StepsTaken);
        int n = examples.Length, classes = Network.Output.Size;
        Span<int> labels = _labels.AsSpan(0, n);
        BatchCopy.Fill(_data, examples, _passes.Begin(n), labels);
        ReadOnlySpan<T> outputs = _passes.Forward(Theta, State, PassContext.Step(_steps.Derive((int)StepsTaken)));
        Span<double> losses = _losses.AsSpan(0, n);
        _loss.Values(outputs, labels, classes, losses);
        double mean = Reductions.Sum<double>(losses) / n;
        if (!double.IsFinite(mean)) Diverged(mean);
        Span<T> outputBar = _outputBar.AsSpan(0, outputs.Length);
        _loss.Gradient(outputs, labels, classes, T.One / T.CreateChecked(n), outputBar);
        _passes.Backward(Theta, outputBar, _gradient);
        double rate = _settings.Optimizer.LearningRate * _schedule.Factor(StepsTaken);
        _update.Apply(Theta, _gradient, StepsTaken + 1, T.CreateChecked(rate), T.CreateChecked(_settings.Optimizer.WeightDecay));
        StepsTaken++;
        return mean;
    }

    private void Diverged(double loss)
    {
        Node<T>? node = _passes.FirstNonFinite();
        string where = node is null ? "the loss itself" : node.Name == "input" ? "the input" : $"layer '{node.Name}'";
        string remedy = node?.Name == "input"
            ? "Look for values that are not numbers in the data."
            : $"Try a learning rate below {_settings.Optimizer.LearningRate}, a warm-up, or a normalization.";
        throw new NumericalException($"Training step {StepsTaken}", "a finite loss", $"{loss}, first seen in {where}", remedy);
    }
}
