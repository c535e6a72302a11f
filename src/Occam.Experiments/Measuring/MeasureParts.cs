using Occam.Data.Datasets;
using Occam.Measures.Coherence;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Planning;

namespace Occam.Experiments.Measuring;

/// <summary>The parts of the work that the wanted keys need, and what each costs.</summary>
internal sealed class MeasureParts
{
    /// <summary>Kernels of up to so many examples are part of the document.</summary>
    public const int LargestShownKernel = 256;

    public MeasureParts(Dataset data, int batch, MeasureKeys keys, string? folder)
    {
        (Count, Batch) = (data.Count, batch);
        IMeasure[] first = [.. new IMeasure[] { new MCoherence(), new GradientStatistics() }.Where(keys.Wants)];
        NormsMeasure = keys.Wants(MeasureKeys.Norms) ? new PerExampleNorms() : null;
        bool observes = first.Length > 0 || NormsMeasure is not null || keys.Wants(MeanLoss.Loss, MeanLoss.Accuracy);
        Whole = observes ? new MeasurementPlan([new MeanLoss(), .. first, .. NormsMeasure is null ? Array.Empty<IMeasure>() : [NormsMeasure]]) : null;
        Blocks = keys.Wants(MeasureKeys.OfBlocks);
        Kernel = keys.Wants(MeasureKeys.Kernel) && (Count <= LargestShownKernel || folder is not null);
        if (keys.Wants(MeasureKeys.Classes)) Classes = [.. data.ClassHistogram().Index().Where(c => c.Item >= 2).Select(c => c.Index)];
        ClassExamples = Classes.Sum(k => data.ClassHistogram()[k]);
    }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>Examples of a minibatch.</summary>
    public int Batch { get; }

    /// <summary>What is observed on all examples; null for nothing.</summary>
    public MeasurementPlan? Whole { get; }

    /// <summary>Where the norms of the examples will be, if they are wanted.</summary>
    public PerExampleNorms? NormsMeasure { get; }

    /// <summary>Whether minibatches are compared.</summary>
    public bool Blocks { get; }

    /// <summary>Whether the tangent kernel is computed.</summary>
    public bool Kernel { get; }

    /// <summary>The classes that are measured on their own: those with two examples or more.</summary>
    public IReadOnlyList<int> Classes { get; } = [];

    /// <summary>The examples of those classes.</summary>
    public int ClassExamples { get; }

    /// <summary>Whether observing takes gradients at all.</summary>
    public bool Gradients => Whole?.NeedsGradients == true || Classes.Count > 0;

    /// <summary>The work but for the kernel, in forward and backward passes of one example.</summary>
    public double Cost
    {
        get
        {
            double cost = (Blocks ? Count / Batch * Batch : 0) + (ClassExamples * (WatchedLoss.ValueCost + 2));
            if (Whole is not { } plan) return cost;
            return cost + (Count * (WatchedLoss.ValueCost + (plan.NeedsGradients ? 1 : 0) + (plan.Needs.Contains(new Need.GradientDots()) ? 1 : 0)));
        }
    }
}
