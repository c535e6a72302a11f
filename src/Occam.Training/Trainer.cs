using System.Numerics;
using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Training.Optimizers;
using Occam.Training.Rules;
using Occam.Training.Schedules;

namespace Occam.Training;

/// <summary>
/// Trains one network on one set. All that it knows is its parameters, statistics, the optimizer's and the descent rule's state and the
/// number of steps taken: restore these and it goes on to the same bits. A step allocates nothing.
/// </summary>
public sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingSettings _settings;
    private readonly BatchPasses<T> _batch;
    private readonly ISchedule _schedule;
    private readonly IDescentRule<T> _rule;
    private readonly ChunkedUpdate<T> _update;
    private readonly T _weightDecay;
    private readonly T[] _gradient, _workspace;

    /// <summary>A training that begins at <paramref name="theta"/>, which it takes over.</summary>
    /// <param name="passes">The network with its memory.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples.</param>
    /// <param name="settings">Optimizer, batches and steps.</param>
    /// <param name="seed">The place in the run's randomness.</param>
    /// <param name="theta">The initial parameters.</param>
    /// <param name="augmenter">Draws each step's images anew, from <c>seed.Derive("augmentation").Derive(step)</c>; null to train on those of the set.</param>
    /// <exception cref="InputException">The settings do not fit each other, the network or the data.</exception>
    public Trainer(NetworkPasses<T> passes, ILoss<T> loss, Dataset data, TrainingSettings settings, Seed seed, T[] theta, Augmenter? augmenter = null)
    {
        (_settings, Theta, State) = (settings, theta, passes.Network.InitialState());
        _batch = new BatchPasses<T>(passes, loss, data, settings, seed, theta, State, augmenter);
        DemandFitting(passes.Network, data.Count);
        _schedule = ScheduleFactory.Parse(settings.Schedule, _batch.StepsPerEpoch, settings.Steps, settings.WarmUp);
        _rule = settings.Rule.Create<T>();
        _weightDecay = _rule.AddsWeightDecay ? T.Zero : _batch.WeightDecay;
        _update = new ChunkedUpdate<T>(settings.Optimizer.Rule<T>(), passes.Workers, passes.Network.ParameterCount);
        _gradient = new T[passes.Network.ParameterCount];
        RuleState = new T[checked(_rule.StateVectors * _gradient.Length)];
        _workspace = new T[checked(_rule.WorkspaceVectors * _gradient.Length)];
    }

    /// <summary>θ, the flat vector of parameters.</summary>
    public T[] Theta { get; }

    /// <summary>The running statistics of the normalizations.</summary>
    public T[] State { get; }

    /// <summary>What the optimizer remembers.</summary>
    public T[] OptimizerState => _update.State;

    /// <summary>What the descent rule remembers; empty for most.</summary>
    public T[] RuleState { get; }

    /// <summary>How many steps have been taken.</summary>
    public long StepsTaken { get; internal set; }

    internal long StepsAtMost => _settings.Steps;

    /// <summary>Steps in an epoch.</summary>
    public int StepsPerEpoch => _batch.StepsPerEpoch;

    /// <summary>The network.</summary>
    public Network<T> Network => _batch.Passes.Network;

    /// <summary>Takes one step and returns the mean loss of its batch before the step.</summary>
    /// <exception cref="NumericalException">The loss is not a finite number; the message says where and what to try.</exception>
    public double TakeStep()
    {
        _batch.Step = StepsTaken;
        Direction direction = _rule.Gradient(_batch, _gradient, RuleState, _workspace);
        double rate = _settings.Optimizer.LearningRate * _schedule.Factor(StepsTaken);
        if (direction.Exists) _update.Apply(Theta, _gradient, StepsTaken + 1, T.CreateChecked(rate), _weightDecay);
        StepsTaken++;
        return direction.Loss;
    }

    private void DemandFitting(Network<T> network, int examples)
    {
        List<Fault> faults = [];
        _settings.Rule.Check(_settings.Optimizer, faults);
        _settings.Rule.Check(network, examples, _settings.BatchSize, faults);
        if (faults.Count > 0) throw new InputException([.. faults]);
    }
}
