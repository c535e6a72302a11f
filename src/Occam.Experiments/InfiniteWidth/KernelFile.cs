using System.Numerics;
using Occam.Experiments.Measuring;
using Occam.Formats.Arrays;
using Occam.Formats.Files;
using Occam.Formats.Npz;
using Occam.Kernels.InfiniteWidth;
using Occam.Numerics.Errors;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Experiments.InfiniteWidth;

/// <summary>Computes the kernels of a request and writes them; until all is computed, nothing is written.</summary>
public static class KernelFile
{
    private const string Example = "Write for example --inputs batch.npz:x.";

    /// <summary>Does it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="workers">The threads; they decide no digit.</param>
    /// <param name="progress">Is told how far the work is; null for nobody.</param>
    /// <param name="cancellation">Stops between two groups of rows.</param>
    /// <returns>How many inputs there are.</returns>
    /// <exception cref="FileFormatException">A file is missing, damaged, or cannot be written.</exception>
    /// <exception cref="InputException">The array does not fit the network, is not finite, or is too large.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static int Write(KernelRequest request, Workers workers, IMeasureProgress? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        StoredArray inputs = Read(request.Inputs);
        DemandWritable(request);
        long[] shape = [.. inputs.Shape];
        bool convolution = request.Specification.Convolution is not null;
        if (inputs.Count == 0 || shape.Length < 2 || (convolution && shape.Length is not (3 or 4)))
        {
            throw new InputException(
                $"array {request.Inputs}", convolution ? "images [n, height, width, channels], at least one" : "inputs [n, …], at least one", $"shape [{string.Join(", ", shape)}]",
                convolution ? shape.Length == 2 ? "A convolution needs images; for vectors write fc:layers=L." : "Put the channels last." : Example);
        }

        DemandRoom(request, (int)shape[0], inputs.Count);
        if (request.Single) Write(request, inputs.ToSingle(), shape, workers, progress, cancellation);
        else Write(request, inputs.ToDouble(), shape, workers, progress, cancellation);
        return (int)shape[0];
    }

    /// <summary>Before the long work: that there is a place for the result, and that it is not the input's.</summary>
    private static void DemandWritable(KernelRequest request)
    {
        if (Path.GetFullPath(request.Output) == Path.GetFullPath(request.Inputs[..request.Inputs.LastIndexOf(':')]))
            throw new InputException("--out", "another file than that of the inputs", $"'{request.Output}'", "Its arrays would be lost: choose another name.");
        AtomicFile.Try(request.Output);
    }

    private static StoredArray Read(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 1 || colon == text.Length - 1) throw new InputException("--inputs", "FILE.npz:ARRAY", $"'{text}'", Example);
        using NpzFile file = NpzFile.Open(text[..colon]);
        return file.Read(text[(colon + 1)..]);
    }

    private static void DemandRoom(KernelRequest request, int count, long values)
    {
        long size = request.Single ? sizeof(float) : sizeof(double), pairs = (long)count * count;
        long needed = (4 * pairs * size) + (3 * values * size), available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (pairs * size <= Array.MaxLength && needed <= available) return;
        throw new InputException(
            $"inputs {request.Inputs}", $"at most {(int)Math.Sqrt(Array.MaxLength / size)} of them, and {Sizes.Show(available)} of memory", $"{count}, which need {Sizes.Show(needed)}",
            request.Single ? "Take fewer." : "Take fewer, or --precision single.");
    }

    private static void Write<T>(KernelRequest request, T[] inputs, long[] shape, Workers workers, IMeasureProgress? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = (int)shape[0], wrong = Reductions.IndexOfFirstNonFinite<T>(inputs);
        if (wrong >= 0) throw new InputException($"array {request.Inputs}", "finite numbers", $"{inputs[wrong]} in input {wrong / (inputs.Length / count)}", "Remove or repair that input.");
        bool convolution = request.Specification.Convolution is not null;
        double pairs = convolution ? (count + 1.0) * count / 2 : (double)count * count;
        MeasureWork work = new("kernel", progress, pairs, 2L * count * count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>(), cancellation);
        InfiniteWidthKernels<T> kernels = request.Specification.Convolution is { } network
            ? network.Compute(workers, inputs, count, (int)shape[1], (int)shape[2], shape.Length == 3 ? 1 : (int)shape[3], done => work.Done(done))
            : request.Specification.FullyConnected!.Compute(workers, inputs, count, done => work.Done(done));
        long[] square = [count, count];
        NpzFile.Write(request.Output, [StoredArray.From<T>("nngp", square, kernels.Process), StoredArray.From<T>("ntk", square, kernels.Tangent)]);
    }
}
