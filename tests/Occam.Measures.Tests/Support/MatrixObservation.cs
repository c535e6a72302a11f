using Occam.Measures.Planning;

namespace Occam.Measures.Tests.Support;

/// <summary>
/// An observation of examples whose gradients are the rows of a matrix, everything computed from the definitions; the columns of a layer follow each
/// other. For statistics that need no network.
/// </summary>
internal sealed class MatrixObservation(double[][] gradients, params int[] widths) : IObservation
{
    private readonly int[] _widths = widths.Length == 0 ? [gradients[0].Length] : widths;

    public int ExampleCount => gradients.Length;

    public IReadOnlyList<string> Layers => [.. _widths.Select((_, i) => $"layer{i}")];

    public double[] LossValues { get; init; } = new double[gradients.Length];

    public ReadOnlySpan<double> Losses => LossValues;

    public int CorrectCount => 0;

    public ReadOnlySpan<bool> Correct => new bool[ExampleCount];

    public ReadOnlySpan<int> Predicted => new int[ExampleCount];

    public ReadOnlySpan<double> OutputErrors => new double[ExampleCount];

    public ReadOnlySpan<double> GradientNormsSquared(int layer) => Rows(layer).Select(r => Dot(r, r)).ToArray();

    public double GradientSumSquared(int layer) => Dot(Sum(Rows(layer)), Sum(Rows(layer)));

    public ReadOnlySpan<double> GradientDots(int layer) => Rows(layer).Select(r => Dot(Sum(Rows(layer)), r)).ToArray();

    public ReadOnlySpan<double> GradientGram => gradients.SelectMany(a => gradients.Select(b => Dot(a, b))).ToArray();

    public int GradientGroupCount => Math.Min(10, ExampleCount);

    public GradientGroup GradientGroup(int group)
    {
        double[][] own = gradients[(group * ExampleCount / GradientGroupCount)..((group + 1) * ExampleCount / GradientGroupCount)];
        return new GradientGroup(own.Length, Sum(own), Sum([.. own.Select(g => g.Select(v => v * v).ToArray())]));
    }

    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Sum(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(p => rows.Sum(r => r[p]))];

    private double[][] Rows(int layer) => [.. gradients.Select(g => g[_widths[..layer].Sum()..(_widths[..layer].Sum() + _widths[layer])])];
}
