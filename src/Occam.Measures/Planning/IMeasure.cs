using System.Collections.Immutable;

namespace Occam.Measures.Planning;

/// <summary>A quantity that is read off a network at one point of its training. Measuring never changes the training.</summary>
public interface IMeasure
{
    /// <summary>The name by which it is asked for: "m-coherence".</summary>
    string Id { get; }

    /// <summary>What it can return; the documentation is checked against this.</summary>
    ImmutableArray<MetricInfo> Metrics { get; }

    /// <summary>What it reads; asking an observation for anything else throws.</summary>
    ImmutableArray<Need> Needs { get; }

    /// <summary>The values at one observation.</summary>
    IReadOnlyList<Metric> Evaluate(IObservation at);
}
