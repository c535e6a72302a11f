namespace Occam.Measures.Planning;

/// <summary>What one sweep has gathered, shown to one measure: only what that measure declared.</summary>
internal sealed class Observation(SweepResults results, IMeasure reader) : IObservation
{
    public int ExampleCount => results.ExampleCount;

    public IReadOnlyList<string> Layers => results.Layers;

    public ReadOnlySpan<double> Losses => Declared(new Need.Losses()).Losses;

    public int CorrectCount => Declared(new Need.Losses()).CorrectCount;

    public ReadOnlySpan<bool> Correct => Declared(new Need.Losses()).Correct;

    public ReadOnlySpan<int> Predicted => Declared(new Need.Losses()).Predicted;

    public ReadOnlySpan<double> OutputErrors => Declared(new Need.Losses()).OutputErrors;

    public ReadOnlySpan<double> GradientNormsSquared(int layer) => Declared(new Need.GradientNorms()).LayerRow(results.NormsSquared, layer);

    public double GradientSumSquared(int layer) => Declared(new Need.GradientSum()).SumSquared[layer];

    public ReadOnlySpan<double> GradientDots(int layer) => Declared(new Need.GradientDots()).LayerRow(results.Dots, layer);

    public ReadOnlySpan<double> GradientGram => Declared(new Need.GradientGram()).Gram;

    public int GradientGroupCount => Declared(new Need.GradientSecondMoment()).Moments!.Count;

    public GradientGroup GradientGroup(int group) => Declared(new Need.GradientSecondMoment()).Moments!.Group(group);

    private SweepResults Declared(Need need) => reader.Needs.Contains(need)
        ? results
        : throw new InvalidOperationException($"Measure '{reader.Id}': expected {need} among its needs, got a request without it. Declare the need.");
}
