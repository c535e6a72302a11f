using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Occam.Experiments.Models;
using Occam.Formats.Npy;
using Occam.Networks.Factors;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Measuring;

/// <summary>The tangent kernel: in the document for few examples, in a file of its own for many, tile by tile.</summary>
internal static class KernelMeasurement
{
    private const string FileName = "ntk.npy";

    /// <summary>Puts the kernel, its file's name, or the reason for its absence into the document.</summary>
    public static void Measure<T>(LoadedModel<T> model, MeasuredData examples, MeasureParts parts, MemoryPlan memory, MeasureRequest request, Workers workers, MeasureWork work, MeasureDocument document)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = parts.Count;
        if (!parts.Kernel)
        {
            document.Miss(MeasureKeys.Kernel, $"the kernel of more than {MeasureParts.LargestShownKernel} examples is written to a file: name a folder with --out");
            return;
        }

        if (memory.KernelTile == 0)
        {
            document.Miss(MeasureKeys.Kernel, $"it needs {Sizes.Show(MemoryPlan.SmallestKernel(model.Network, n, memory.Chunk))} for one example at a time, and --memory allows {Sizes.Show(request.Memory)}");
            return;
        }

        using NetworkPasses<T> passes = new(model.Network, workers, memory.Chunk);
        using TangentKernelRows<T> rows = new(passes, n, memory.KernelTile) { Passed = () => work.Done(0), Finished = work.Done };
        double[] strip = new double[(long)memory.KernelTile * n];
        if (n <= MeasureParts.LargestShownKernel)
        {
            List<JsonNode?> kernel = [];
            Compute(rows, model, examples, memory.KernelTile, strip, part => kernel.AddRange(Rows(part.Span, n)));
            document.Put(MeasureKeys.Kernel, new JsonArray([.. kernel]));
            return;
        }

        string path = Path.Combine(request.Folder!, FileName);
        DemandRoom(request.Folder!, (long)n * n * sizeof(double));
        using NpyRowWriter<double> file = new(path, [n, n]);
        Compute(rows, model, examples, memory.KernelTile, strip, part => file.Append(part.Span));
        file.Complete();
        document.Put(MeasureKeys.Kernel, FileName);
    }

    private static void Compute<T>(TangentKernelRows<T> rows, LoadedModel<T> model, MeasuredData examples, int tile, double[] strip, Action<ReadOnlyMemory<double>> take)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = examples.Data.Count;
        ReadOnlySpan<T> inputs = Inputs<T>(examples.Data.Images);
        for (int first = 0; first < n; first += tile)
        {
            int count = Math.Min(tile, n - first);
            rows.Compute(model.Theta, model.State, inputs, first, count, strip.AsSpan(0, count * n));
            take(strip.AsMemory(0, count * n));
        }
    }

    /// <summary>The examples as they are, or a copy in double precision, which <see cref="MemoryPlan"/> has counted.</summary>
    private static ReadOnlySpan<T> Inputs<T>(ReadOnlySpan<float> images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Precisions.IsDouble<T>()) return MemoryMarshal.Cast<float, T>(images);
        double[] wide = new double[images.Length];
        VectorOperations.Widen(images, wide);
        return MemoryMarshal.Cast<double, T>(wide);
    }

    private static List<JsonNode?> Rows(ReadOnlySpan<double> values, int width)
    {
        List<JsonNode?> rows = [];
        for (int start = 0; start < values.Length; start += width) rows.Add(new JsonArray([.. values.Slice(start, width).ToArray().Select(MeasureDocument.Number)]));
        return rows;
    }

    private static void DemandRoom(string folder, long bytes)
    {
        string full = Path.GetFullPath(folder);
        string? there = full;
        while (there is not null && !Directory.Exists(there)) there = Path.GetDirectoryName(there);
        if (there is null || new DriveInfo(there).AvailableFreeSpace is var free && free > bytes) return;
        throw new InputException($"--out '{folder}'", $"{Sizes.Show(bytes)} of free space for {FileName}", Sizes.Show(new DriveInfo(there).AvailableFreeSpace), "Choose another folder, fewer examples, or keys without ntk by --only.");
    }
}
