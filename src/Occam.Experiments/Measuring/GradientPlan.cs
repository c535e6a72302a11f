using Occam.Measures.Coherence;
using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>What is read off a matrix of gradients, and how it stays within the memory that was allowed; decided before anything is reserved.</summary>
internal sealed class GradientPlan
{
    // Enough for the disk and the threads, and little enough to stop soon when asked.
    private const long LargestChunkBytes = 1 << 26;

    /// <exception cref="InputException">Even one row at a time does not fit, or the blocks do not; with what does.</exception>
    public GradientPlan(GradientMatrix matrix, int[]? labels, GradientsRequest request)
    {
        MeasureKeys keys = request.Keys;
        Batch = request.BatchSize ?? BatchSizes.Default(matrix.Examples);
        Measures = [.. new IMeasure[] { new GradientStatistics(), new MCoherence() }.Where(keys.Wants)];
        Norms = keys.Wants(MeasureKeys.Norms) ? new PerExampleNorms() : null;
        Blocks = keys.Wants(MeasureKeys.OfBlocks) ? matrix.Examples / Batch : 0;
        Sums = Measures.Count > 0;
        if (labels is not null && keys.Wants(MeasureKeys.Classes)) Classes = [.. labels.GroupBy(k => k).Where(g => g.Count() > 1).Select(g => g.Key).Order()];
        List<Fault> faults = [];
        BatchSizes.Check(request.BatchSize, matrix.Examples, faults);
        if (faults.Count == 0) Fit(matrix, request.Memory, faults);
        if (faults.Count > 0) throw new InputException(faults);
    }

    /// <summary>Examples of a minibatch.</summary>
    public int Batch { get; }

    /// <summary>The measures of all examples that need their sum and its products: the second sweep.</summary>
    public IReadOnlyList<IMeasure> Measures { get; }

    /// <summary>Where the norms will be, if they are wanted.</summary>
    public PerExampleNorms? Norms { get; }

    /// <summary>Minibatches that are compared; 0 for none.</summary>
    public int Blocks { get; }

    /// <summary>Whether the sum of all gradients is needed.</summary>
    public bool Sums { get; }

    /// <summary>The classes that are measured on their own.</summary>
    public IReadOnlyList<int> Classes { get; private set; } = [];

    /// <summary>Why no class is measured although that was asked; null when they are.</summary>
    public string? ClassesMissing { get; private set; }

    /// <summary>Rows in memory at once.</summary>
    public int Chunk { get; private set; }

    /// <summary>The memory of all of it.</summary>
    public long Bytes { get; private set; }

    /// <summary>Sweeps over the file.</summary>
    public int Sweeps => Sums || Classes.Count > 0 ? 2 : Blocks > 0 || Norms is not null ? 1 : 0;

    private void Fit(GradientMatrix matrix, long memory, List<Fault> faults)
    {
        long parameters = matrix.Parameters, row = parameters * matrix.ElementBytes, sum = (parameters * sizeof(double)) + row;
        long block = BlockMeans.BytesPerBlock(matrix.Parameters), running = Blocks > 0 ? parameters * sizeof(double) : 0;
        long needed = row + (Sums ? sum : 0) + running + (matrix.Examples * 8L * sizeof(double));
        if (needed > memory)
            faults.Add(new Fault("--memory", $"at least {Sizes.Show(needed)} for one row at a time", Sizes.Show(memory), "Give more --memory, or save the gradients of fewer layers."));
        else if (Blocks * block > memory - needed || Blocks * parameters > Array.MaxLength)
            faults.Add(BlockMemory.Fault(matrix.Examples, Batch, block, Math.Min(memory, needed + (block * (Array.MaxLength / parameters))), needed));
        if (faults.Count > 0) return;
        needed += Blocks * block;
        if (needed + (Classes.Count * sum) > memory)
        {
            ClassesMissing = $"the sums of {Classes.Count} classes need {Sizes.Show(needed + (Classes.Count * sum))}, and --memory allows {Sizes.Show(memory)}";
            Classes = [];
        }

        needed += Classes.Count * sum;
        long rows = Math.Min(LargestChunkBytes, memory - needed) / row;
        Chunk = (int)Math.Clamp(rows + 1, 1, Math.Min(matrix.Examples, Array.MaxLength / parameters));
        Bytes = needed + ((Chunk - 1) * row);
    }
}
