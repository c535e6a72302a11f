namespace Occam.Numerics.Operators;

/// <summary>How a long computation is watched and stopped; neither changes a bit of the result.</summary>
/// <param name="Progress">Called after each product with the number of products so far.</param>
/// <param name="Cancellation">Asked before each product; a request ends the computation with OperationCanceledException.</param>
public readonly record struct IterationControl(Action<int>? Progress = null, CancellationToken Cancellation = default);
