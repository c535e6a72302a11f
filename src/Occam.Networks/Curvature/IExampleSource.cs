namespace Occam.Networks.Curvature;

/// <summary>Labelled examples, a few at a time: the same ones at every call.</summary>
public interface IExampleSource<T>
    where T : unmanaged
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>Copies examples first … first + labels.Length − 1.</summary>
    /// <param name="first">The first example.</param>
    /// <param name="inputs">[count, input size]; overwritten.</param>
    /// <param name="labels">[count]; overwritten.</param>
    void Fill(int first, Span<T> inputs, Span<int> labels);
}
