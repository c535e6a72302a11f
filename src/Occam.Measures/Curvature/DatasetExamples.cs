using System.Numerics;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Curvature;

namespace Occam.Measures.Curvature;

/// <summary>The examples of a set, in its order, for what asks for a few at a time.</summary>
/// <param name="data">The set.</param>
/// <param name="cancellation">Asked before every chunk: one product over many examples can take long.</param>
public sealed class DatasetExamples<T>(Dataset data, CancellationToken cancellation = default) : IExampleSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int Count => data.Count;

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Fill(int first, Span<T> inputs, Span<int> labels)
    {
        cancellation.ThrowIfCancellationRequested();
        BatchCopy.Fill(data, first, inputs, labels);
    }
}
