using System.Numerics;
using Occam.Numerics.Errors;
using Occam.Numerics.Optimization;

namespace Occam.Training.Optimizers;

/// <summary>An optimizer and its numbers, as a person names them.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="LearningRate">The learning rate before the schedule.</param>
/// <param name="Momentum">The momentum of "momentum" and "nesterov".</param>
/// <param name="WeightDecay">λ; coupled to the gradient, except in "adamw".</param>
public sealed record OptimizerSettings(string Name, double LearningRate, double Momentum, double WeightDecay)
{
    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sgd", "momentum", "nesterov", "adam", "adamw", "adagrad", "rmsprop"];

    /// <summary>Whether steps go along an average of earlier gradients.</summary>
    public bool HasMomentum => Name is "momentum" or "nesterov" or "adam" or "adamw";

    /// <summary>Adds every fault of these settings to a list.</summary>
    public void Check(List<Fault> faults)
    {
        if (!Names.Contains(Name)) faults.Add(new Fault("optimizer", string.Join(", ", Names), $"'{Name}'", "Choose one of these."));
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) faults.Add(new Fault("learning-rate", "a positive number", $"{LearningRate}", "Try 0.1 for sgd, 0.001 for adam."));
        if (!(Momentum >= 0 && Momentum < 1)) faults.Add(new Fault("momentum", "a number from 0 up to, but not including, 1", $"{Momentum}", "0.9 is usual."));
        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay))) faults.Add(new Fault("weight-decay", "a finite number, zero or more", $"{WeightDecay}", "0.0005 is usual; 0 switches it off."));
    }

    /// <summary>The update rule.</summary>
    public IUpdateRule<T> Rule<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Name switch
        {
            "sgd" => new GradientDescent<T>(),
            "momentum" => new Momentum<T>(Momentum),
            "nesterov" => new Nesterov<T>(Momentum),
            "adam" => new Adam<T>(),
            "adamw" => new AdamW<T>(),
            "adagrad" => new AdaGrad<T>(),
            "rmsprop" => new RmsProp<T>(),
            _ => throw new InputException("optimizer", string.Join(", ", Names), $"'{Name}'", "Choose one of these."),
        };
}
