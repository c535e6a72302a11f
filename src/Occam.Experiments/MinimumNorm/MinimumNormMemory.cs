using System.Globalization;
using Occam.Experiments.Trials;
using Occam.Kernels.Regression;
using Occam.Numerics.Dense;
using Occam.Numerics.Errors;

namespace Occam.Experiments.MinimumNorm;

/// <summary>Whether the largest system fits into memory, found out before anything is computed.</summary>
internal static class MinimumNormMemory
{
    private const string LinuxMemory = "/proc/meminfo", AvailableLine = "MemAvailable:";

    /// <summary>Room for the program itself, its threads and the passes of the features.</summary>
    private const long Program = 700L << 20;

    /// <summary>The bytes that the system can give now, as far as it says so, and that this process may have.</summary>
    public static long Available()
    {
        long allowed = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        try
        {
            if (!File.Exists(LinuxMemory)) return allowed;
            string? line = File.ReadLines(LinuxMemory).FirstOrDefault(l => l.StartsWith(AvailableLine, StringComparison.Ordinal));
            return long.TryParse(line?[AvailableLine.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.Integer, CultureInfo.InvariantCulture, out long kilobytes)
                ? Math.Min(allowed, kilobytes << 10)
                : allowed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return allowed;
        }
    }

    /// <summary>The bytes for a kernel with so many training examples: the factor, pixels and features of training and test images, and the coefficients with their copies.</summary>
    public static long Bytes(LaboratoryPlan laboratory, KernelChoice choice, int examples)
    {
        long test = laboratory.Data.Test!.Count, pixels = laboratory.Data.Shape.Size, features = choice.Features?.Dimension ?? 0;
        long factor = choice.Precision == RegressionPrecision.Double ? PackedCholesky<double>.Bytes(examples) : PackedCholesky<float>.Bytes(examples);

        // Beside test images, or, where norms are compared without each tenth of the examples, beside a copy of the others.
        long beside = choice.Id == KernelChoice.GaborGaussian ? Math.Max(test, examples) : test;
        return Program + factor + (sizeof(float) * (examples + beside) * (pixels + features)) + (10L * sizeof(double) * examples * laboratory.Data.ClassCount);
    }

    /// <summary>Adds a fault for each kernel that does not fit, with the number of training examples that does.</summary>
    public static void Check(LaboratoryPlan laboratory, KernelChoice[] choices, int[][] sizes, long available, List<Fault> faults)
    {
        for (int k = 0; k < choices.Length; k++)
        {
            KernelChoice choice = choices[k];
            int examples = sizes[k][^1];
            if ((long)(choice.Features?.Dimension ?? 0) * Math.Max(examples, laboratory.Data.Test!.Count) > Array.MaxLength)
            {
                faults.Add(new Fault($"kernels, '{choice.Id}'", "fewer than 2³¹ features of all images together", $"{choice.Features!.Dimension} of each of {examples}", "Choose fewer filters, or a smaller features-up-to."));
                continue;
            }

            long needed = Bytes(laboratory, choice, examples);
            if (needed <= available) continue;
            int fitting = 0;
            for (int step = 1 << 30; step > 0; step >>= 1)
            {
                if (fitting + step < examples && Bytes(laboratory, choice, fitting + step) <= available) fitting += step;
            }

            fitting = fitting / 100 * 100;
            string key = choice.Id switch { KernelChoice.Linear => "linear-up-to", KernelChoice.Gaussian => "train", _ => "features-up-to" };
            faults.Add(new Fault(
                key, $"a kernel matrix of '{choice.Id}' that fits into the {Gigabytes(available)} of memory that are free", $"{examples} training examples, which need {Gigabytes(needed)}",
                fitting > 0 ? $"Write {key}={fitting}; the learning curve then ends there." : "Free memory, or leave this kernel out."));
        }
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}
