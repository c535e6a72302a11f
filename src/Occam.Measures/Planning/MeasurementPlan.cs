using System.Collections.Immutable;
using Occam.Numerics.Errors;

namespace Occam.Measures.Planning;

/// <summary>Several measures and the union of what they need, so that one sweep over the examples serves all of them.</summary>
public sealed class MeasurementPlan
{
    /// <summary>Plans for these measures.</summary>
    public MeasurementPlan(params ImmutableArray<IMeasure> measures)
    {
        Measures = measures;
        Needs = [.. measures.SelectMany(m => m.Needs).Distinct()];
        if (Needs.Contains(new Need.GradientDots())) Needs = Needs.Add(new Need.GradientSum());
        SweepsGradients = Needs.Any(need => need is Need.GradientNorms or Need.GradientSum or Need.GradientDots);
        NeedsGradients = SweepsGradients || Needs.Any(need => need is Need.GradientGram or Need.GradientSecondMoment);
        foreach (IGrouping<string, IMeasure> same in measures.GroupBy(m => m.Id).Where(g => g.Count() > 1))
            throw new InputException($"Measure '{same.Key}'", "each measure once", $"{same.Count()} times", "Remove the repetition.");
    }

    /// <summary>The measures, in the order in which they report.</summary>
    public ImmutableArray<IMeasure> Measures { get; }

    /// <summary>What is computed for them.</summary>
    public ImmutableHashSet<Need> Needs { get; }

    /// <summary>Whether any example's gradient is needed.</summary>
    public bool NeedsGradients { get; }

    /// <summary>Whether the sweep that all measures share goes backward; Gram matrix and moments have sweeps of their own.</summary>
    internal bool SweepsGradients { get; }
}
