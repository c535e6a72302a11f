namespace Occam.Training.Rules;

/// <summary>What a rule made of a batch.</summary>
/// <param name="Loss">The mean loss of the batch at θ.</param>
/// <param name="Exists">Whether there is a gradient to step along; if not, θ stays where it is.</param>
internal readonly record struct Direction(double Loss, bool Exists = true);
