using System.Numerics;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Curvature;

namespace Occam.Measures.Landscape;

/// <summary>A data set as the examples whose mean loss curvature is taken of.</summary>
/// <param name="data">The set.</param>
public sealed class DatasetExamples<T>(Dataset data) : IExampleSource<T>
    where T : unmanaged, INumberBase<T>
{
    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    public void Fill(int first, Span<T> inputs, Span<int> labels) => BatchCopy.Fill(data, first, inputs, labels);
}
