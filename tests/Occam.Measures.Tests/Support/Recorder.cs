using System.Collections.Immutable;
using Occam.Measures.Planning;

namespace Occam.Measures.Tests.Support;

/// <summary>Keeps what it reads from an observation.</summary>
internal sealed class Recorder<TValue>(Need need, Func<IObservation, TValue> read) : IMeasure
{
    public TValue? Value { get; private set; }

    public string Id => $"recorder of {need}";

    public ImmutableArray<MetricInfo> Metrics => [];

    public ImmutableArray<Need> Needs => [need];

    public IReadOnlyList<Metric> Evaluate(IObservation at)
    {
        Value = read(at);
        return [];
    }
}
