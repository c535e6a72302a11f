using System.Numerics;
using System.Text.Json.Nodes;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npy;
using Occam.Measures.Coherence;
using Occam.Measures.Planning;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>Measures per-example gradients that were computed elsewhere: those keys of measures.json that need no model.</summary>
public static class GradientMeasurement
{
    /// <summary>Every wanted key, with errors; a value that is undefined is null and has its reason beside it. Reads the file at most twice.</summary>
    /// <param name="request">The file, and what is wanted.</param>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="progress">Is told how far the work is; null for nobody.</param>
    /// <param name="cancellation">Stops between two chunks.</param>
    /// <exception cref="FileFormatException">The file is no matrix of finite numbers, or damaged.</exception>
    /// <exception cref="InputException">A setting is wrong, or the work does not fit into memory.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static JsonObject Measure(GradientsRequest request, Workers workers, IMeasureProgress? progress = null, CancellationToken cancellation = default)
    {
        using GradientMatrix matrix = new(request.Gradients);
        int[]? labels = request.Labels is { } path ? ReadLabels(path, matrix.Examples) : null;
        GradientPlan plan = new(matrix, labels, request);
        MeasureWork work = new("measuring", progress, (double)plan.Sweeps * matrix.Examples, plan.Bytes, cancellation);
        MeasureDocument document = new(request.Keys);
        document.Put(MeasureKeys.Parameters, matrix.Parameters);
        document.Put(MeasureKeys.Examples, matrix.Examples);
        document.Put(MeasureKeys.Batch, plan.Batch);
        if (plan.Sweeps > 0)
        {
            if (matrix.IsDouble) Sweep<double>(matrix, labels, plan, workers, work, document);
            else Sweep<float>(matrix, labels, plan, workers, work, document);
        }

        if (labels is null) document.Miss(MeasureKeys.Classes, "without labels there are no classes: give --labels FILE.npy");
        else if (plan.ClassesMissing is { } reason) document.Miss(MeasureKeys.Classes, reason);
        document.Root["notes"] = new JsonArray([$"Gradients as they are in '{Path.GetFileName(request.Gradients)}': each row is one example's own, not divided by the number of examples."]);
        return document.Root;
    }

    private static void Sweep<T>(GradientMatrix matrix, int[]? labels, GradientPlan plan, Workers workers, MeasureWork work, MeasureDocument document)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        GradientSweeps<T> sweeps = new(matrix, workers, plan.Chunk, work);
        Dictionary<int, double[]> classSums = plan.Classes.ToDictionary(k => k, _ => new double[matrix.Parameters]);
        double[]? total = plan.Sums ? new double[matrix.Parameters] : null;
        IReadOnlyList<Metric> blocks = FirstSweep(sweeps, matrix, labels, plan, total, classSums, workers);
        DemandFinite(sweeps.NormsSquared);
        double[] dots = new double[matrix.Examples], classDots = new double[matrix.Examples];
        if (plan.Sweeps == 2)
        {
            T[]? direction = total is null ? null : Round<T>(total);
            Dictionary<int, T[]> classDirections = classSums.ToDictionary(pair => pair.Key, pair => Round<T>(pair.Value));
            sweeps.Multiply(row => [direction, labels is null ? null : classDirections.GetValueOrDefault(labels[row])], [dots, classDots]);
        }

        RowObservation all = new(sweeps.NormsSquared, total is null ? 0 : Reductions.SumOfSquares<double>(total), dots);
        foreach (IMeasure measure in plan.Measures) document.Add(measure.Evaluate(all).Where(m => !MeasureDocument.IsOfLayer(m)));
        document.Add(blocks);
        plan.Norms?.Evaluate(all);
        if (plan.Norms is { } norms) document.PutExamples(MeasureKeys.Norms, norms.Values);
        if (labels is null || plan.ClassesMissing is not null) return;
        document.Put(MeasureKeys.Classes, new JsonArray([.. plan.Classes.Select(k => OfClass(k, labels, sweeps.NormsSquared, classSums[k], classDots))]));
    }

    /// <summary>Fills the sums and the norms; returns how the blocks compare.</summary>
    private static IReadOnlyList<Metric> FirstSweep<T>(
        GradientSweeps<T> sweeps, GradientMatrix matrix, int[]? labels, GradientPlan plan, double[]? total, Dictionary<int, double[]> classSums, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BlockMeans? means = plan.Blocks > 0 ? new(plan.Blocks, matrix.Parameters) : null;
        double[]? running = means is null ? null : new double[matrix.Parameters];
        sweeps.Sum(means is null ? matrix.Examples : plan.Batch, Targets, EndBlock);
        return means?.Measure(workers) ?? [];

        double[][] Targets(int row)
        {
            double[]?[] sums = [total, running, labels is null ? null : classSums.GetValueOrDefault(labels[row])];
            return [.. sums.OfType<double[]>()];
        }

        void EndBlock(int block)
        {
            if (means is null || block >= plan.Blocks) return;
            means.Set(block, running, plan.Batch);
            Array.Clear(running!);
        }
    }

    private static JsonObject OfClass(int number, int[] labels, double[] normsSquared, double[] sum, double[] dots)
    {
        int[] members = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == number)];
        RowObservation part = new([.. members.Select(i => normsSquared[i])], Reductions.SumOfSquares<double>(sum), [.. members.Select(i => dots[i])]);
        return ClassMeasurement.Row(number, null, members.Length, new MCoherence().Evaluate(part));
    }

    private static T[] Round<T>(double[] sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. sum.Select(T.CreateTruncating)];

    private static void DemandFinite(double[] normsSquared)
    {
        if (Reductions.IndexOfFirstNonFinite<double>(normsSquared) is >= 0 and var row)
            throw new NumericalException("Squared norms of the gradients", "numbers that 64 bits can hold", $"{normsSquared[row]} in row {row}", "Scale the gradients down.");
    }

    private static int[] ReadLabels(string path, int examples)
    {
        string what = $"Reading '{path}'";
        StoredArray labels = NpyFile.Read(path);
        if (labels.Type is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64)
            throw new FileFormatException(what, "integers", $"{labels.Type}", "Save labels.astype('int64').");
        if (labels.Count != examples || labels.Shape.Length is not (1 or 2))
            throw new FileFormatException(what, $"[{examples}], a label for each row of the gradients", $"[{string.Join(", ", labels.Shape)}]", "Save one class an example, in the order of the rows.");
        int[] values = labels.ToInt32();
        int negative = Array.FindIndex(values, k => k < 0);
        if (negative >= 0) throw new FileFormatException(what, "classes from 0 on", $"{values[negative]} at example {negative}", "Number the classes 0, 1, 2, …");
        return values;
    }
}
