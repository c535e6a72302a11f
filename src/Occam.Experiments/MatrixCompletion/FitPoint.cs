namespace Occam.Experiments.MatrixCompletion;

/// <summary>Which descent: one of the plan's grid.</summary>
/// <param name="Depth">Factors.</param>
/// <param name="Observed">Observed entries, or measurements.</param>
/// <param name="Start">The place of the scale of the first weights in the plan.</param>
/// <param name="Draw">Which matrix.</param>
internal readonly record struct FitPoint(int Depth, int Observed, int Start, int Draw);
