using Occam.Networks.Curvature;

namespace Occam.Networks.Tests.Interpolation;

/// <summary>Examples in an array [n, size], without labels.</summary>
internal sealed class ArrayExamples(double[] values, int size) : IExampleSource<double>
{
    public int Count => values.Length / size;

    public void Fill(int first, Span<double> inputs, Span<int> labels) => values.AsSpan(first * size, labels.Length * size).CopyTo(inputs);
}
