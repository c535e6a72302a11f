using Occam.Data.Datasets;
using Occam.Measures.Coherence;
using Occam.Measures.Examples;
using Occam.Measures.Gradients;
using Occam.Measures.Learning;
using Occam.Measures.Planning;

namespace Occam.Experiments.Measuring;

/// <summary>The parts of the work that the wanted keys need, and what each costs.</summary>
internal sealed class MeasureParts
{
    /// <summary>Kernels of up to so many examples are part of the document.</summary>
    public const int LargestShownKernel = 256;

    // Ten groups of sums and of squares in double for every parameter.
    private const long SignalBytesPerParameter = 160;

    public MeasureParts(Dataset data, int batch, int parameters, MeasureRequest request)
    {
        MeasureKeys keys = request.Keys;
        (Count, Batch) = (data.Count, batch);
        long signal = SignalBytesPerParameter * parameters;
        (SignalFits, SignalBytes) = (signal <= request.Memory / 2, keys.Wants(new SignalToNoise()) && signal <= request.Memory / 2 ? signal : 0);
        List<IMeasure> first = [.. new IMeasure[] { new MCoherence(), new GradientStatistics() }.Where(keys.Wants)];
        if (SignalBytes > 0) first.Add(new SignalToNoise());
        if (keys.Wants(MeasureKeys.Norms)) first.Add(NormsMeasure = new PerExampleNorms());
        if (keys.Wants(MeasureKeys.OutputErrors, MeasureKeys.Alignments)) first.Add(Scores = new ExampleScores());
        Whole = first.Count > 0 || keys.Wants(MeanLoss.Loss, MeanLoss.Accuracy) ? new MeasurementPlan([new MeanLoss(), .. first]) : null;
        Blocks = keys.Wants(MeasureKeys.OfBlocks);
        Kernel = keys.Wants(MeasureKeys.Kernel) && (Count <= LargestShownKernel || request.Folder is not null);
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

    /// <summary>Where the other scores of the examples will be, if they are wanted.</summary>
    public ExampleScores? Scores { get; }

    /// <summary>Whether the moments of every parameter leave half of the memory free.</summary>
    public bool SignalFits { get; }

    /// <summary>The bytes of these moments; 0 where they are not taken.</summary>
    public long SignalBytes { get; }

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
            double cost = (Blocks ? Count / Batch * Batch : 0) + (ClassExamples * (PassCosts.Values + 2));
            if (Whole is not { } plan) return cost;
            return cost + (Count * (PassCosts.Values + (plan.NeedsGradients ? 1 : 0) + (plan.Needs.Contains(new Need.GradientDots()) ? 1 : 0)));
        }
    }
}
