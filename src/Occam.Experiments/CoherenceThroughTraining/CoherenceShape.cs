using Occam.Experiments.Judging;
using Occam.Experiments.Trials;
using Occam.Numerics.Simd;

namespace Occam.Experiments.CoherenceThroughTraining;

/// <summary>
/// The shape of one training's m-coherence: its start, the smallest value of the transient, the largest one after it, its end. Ratios have intervals
/// that hold for all observations at once, because which of them is the smallest or largest is seen only afterwards.
/// </summary>
internal sealed class CoherenceShape
{
    /// <summary>The steps of the transient, in the source.</summary>
    public const long Transient = 25;

    private readonly double[] _values, _errors;

    public CoherenceShape(Curve curve)
    {
        (_values, _errors, Steps) = (curve.Values(MetricNames.MCoherence), curve.Values(MetricNames.MCoherenceError), curve.Steps);
        int[] finite = [.. Enumerable.Range(0, Steps.Length).Where(i => double.IsFinite(_values[i]) && _values[i] > 0)];
        Start = finite.Where(i => Steps[i] == 0).Cast<int?>().FirstOrDefault();
        Valley = Extreme(finite.Where(i => Steps[i] is > 0 and <= Transient), smallest: true);
        Peak = Extreme(finite.Where(i => Steps[i] > Transient), smallest: false);
        End = finite.Length == 0 ? null : finite[^1];
    }

    public double[] Steps { get; }

    /// <summary>The observation at step 0.</summary>
    public int? Start { get; }

    /// <summary>The smallest in steps 1 to 25.</summary>
    public int? Valley { get; }

    /// <summary>The largest after step 25.</summary>
    public int? Peak { get; }

    /// <summary>The last.</summary>
    public int? End { get; }

    /// <summary>m-coherence at an observation.</summary>
    public double? At(int? observation) => observation is { } i ? _values[i] : null;

    /// <summary>The step of an observation.</summary>
    public double? StepOf(int? observation) => observation is { } i ? Steps[i] : null;

    /// <summary>ln m-coherence at an observation, and its error.</summary>
    public (double Log, double Error) Log(int observation) => (Elementary.Log(_values[observation]), _errors[observation] / _values[observation]);

    /// <summary>m-coherence at one observation of this training over that at one of another (or of the same).</summary>
    public RatioInterval Over(int above, CoherenceShape other, int below)
    {
        double z = Intervals.Simultaneous(Math.Max(Steps.Length, other.Steps.Length));
        (double a, double aError) = Log(above);
        (double b, double bError) = other.Log(below);
        double half = ReferenceEquals(this, other) && above == below ? 0 : z * (aError + bError);
        return new RatioInterval(Elementary.Exp(a - b), Elementary.Exp(a - b - half), Elementary.Exp(a - b + half));
    }

    /// <summary>How many times the start lies above the smallest value of the transient.</summary>
    public RatioInterval? Collapse => Start is { } start && Valley is { } valley ? Over(start, this, valley) : null;

    /// <summary>The smaller one of rise, peak over valley, and decay, peak over end.</summary>
    public RatioInterval? RiseAndDecay => Valley is { } valley && Peak is { } peak && End is { } end
        ? RatioInterval.Smallest([Over(peak, this, valley), Over(peak, this, end)])
        : null;

    private int? Extreme(IEnumerable<int> observations, bool smallest)
    {
        int[] all = [.. observations];
        if (all.Length == 0) return null;
        return smallest ? all.MinBy(i => _values[i]) : all.MaxBy(i => _values[i]);
    }
}
