using Occam.Numerics.Errors;

namespace Occam.Measures.Curvature;

/// <summary>What curvature costs at a point, decided from sizes alone before anything is computed.</summary>
public sealed record CurvatureCost
{
    // A sketch, and fewer steps than this find nothing: five checks apart, for fifteen eigenvalues.
    private const int FewestVectors = 30, VectorsBeside = 6;
    private const int DefaultProbes = 5, TraceProductsPerProbe = 12;

    private CurvatureCost()
    {
    }

    /// <summary>Whether all eigenvalues are computed.</summary>
    public bool IsExact { get; private init; }

    /// <summary>Probes of a quadrature.</summary>
    public int Probes { get; private init; }

    /// <summary>Lanczos steps of each probe, as memory allows.</summary>
    public int Steps { get; private init; }

    /// <summary>Lanczos steps for the ends of the spectrum, as memory allows.</summary>
    public int ExtremeSteps { get; private init; }

    /// <summary>Products for a trace.</summary>
    public int TraceProducts { get; private init; }

    /// <summary>Products for the column-wise matrix, or 0.</summary>
    public int Columns { get; private init; }

    /// <summary>The most bytes at once, beside the passes.</summary>
    public long Bytes { get; private init; }

    /// <summary>The bytes of a matrix of this size and of the work beside it.</summary>
    public static decimal DenseBytes(int parameters) => 2m * sizeof(double) * parameters * parameters;

    /// <summary>The bytes without which nothing can be estimated.</summary>
    public static long LeastBytes(int parameters) => (long)FewestVectors * sizeof(double) * parameters;

    /// <summary>The costs of a network of this size.</summary>
    /// <exception cref="InputException">A setting makes no sense, or what is asked for does not fit the memory: with what it needs.</exception>
    public static CurvatureCost Of(int parameters, CurvatureSettings settings)
    {
        Check(parameters, settings);
        bool fits = DenseBytes(parameters) <= settings.Memory && (long)parameters * parameters <= Array.MaxLength;
        bool exact = settings.Exact || (settings.Samples is null && parameters <= CurvatureSettings.LargestDense && fits);
        if (exact) return new CurvatureCost { IsExact = true, Columns = parameters, Bytes = (long)DenseBytes(parameters) };
        DemandVectors(parameters, settings.Memory);
        long vectors = settings.Memory / sizeof(double) / parameters;
        int most = (int)Math.Min(parameters, vectors - VectorsBeside), probes = settings.Samples ?? DefaultProbes;
        int extremes = Math.Min(settings.ExtremeSteps, most), steps = Math.Min(settings.Steps, most);

        // The sketch of a trace holds two vectors for every three products.
        int trace = (int)Math.Max(6, Math.Min(Math.Min((long)TraceProductsPerProbe * probes, 3L * parameters), (vectors - VectorsBeside) * 3 / 2));
        long held = Math.Max(Math.Max(extremes, steps), trace * 2L / 3) + VectorsBeside;
        return new CurvatureCost { Probes = probes, Steps = steps, ExtremeSteps = extremes, TraceProducts = trace, Bytes = held * sizeof(double) * parameters };
    }

    private static void Check(int parameters, CurvatureSettings settings)
    {
        List<Fault> faults = [];
        if (settings.Exact && settings.Samples is { } both)
            faults.Add(new Fault("--exact", "all eigenvalues, or --samples for an estimate", $"both, {both} samples", "Leave one of them out."));
        if (settings.Samples is < 2)
            faults.Add(new Fault("--samples", "2 probes or more", $"{settings.Samples}", "One probe has no standard error; 5 are the default."));
        if (settings.PriorPrecision is { } given && !(given > 0 && double.IsFinite(given)))
            faults.Add(new Fault("--prior-precision", "a positive number", $"{given:R}", "It is λ of the prior exp(−λ‖w‖²/2), n times a weight decay."));
        if (settings.Steps < 1 || settings.ExtremeSteps < PointSpectra.LargestCount + PointSpectra.SmallestCount)
            faults.Add(new Fault("Lanczos steps", "1 for a probe and 15 for the ends, or more", $"{settings.Steps} and {settings.ExtremeSteps}", "30 and 100 are the default."));
        if (faults.Count > 0) throw new InputException(faults);
        if (settings.Exact) DemandRoom(parameters, settings.Memory);
    }

    private static void DemandVectors(int parameters, long memory)
    {
        if (LeastBytes(parameters) <= memory) return;
        throw new InputException(
            "--memory", $"at least {Gigabytes(LeastBytes(parameters))} for {FewestVectors} vectors of {parameters} parameters", Gigabytes(memory),
            "Give more --memory, or choose keys without curvature by --only.");
    }

    private static void DemandRoom(int parameters, long memory)
    {
        decimal bytes = DenseBytes(parameters), square = (decimal)parameters * parameters;
        if (bytes <= memory && square <= Array.MaxLength) return;

        // Householder's reduction takes 4/3·P³ operations; ten thousand million a second is what a few cores of today make of it.
        double hours = 4.0 / 3 * parameters * (double)square / 1e10 / 3600;
        string limit = square > Array.MaxLength ? $"at most {(int)Math.Sqrt(Array.MaxLength)} parameters, and {Gigabytes(memory)}" : Gigabytes(memory);
        throw new InputException(
            "--exact", $"a dense matrix of {parameters} × {parameters} within {limit}",
            $"{Gigabytes(bytes)}, {parameters} products with the curvature, and about {hours:0.##} hours for its eigenvalues",
            "Leave --exact out: Lanczos and random probes give the same keys with their errors; --samples makes the errors smaller.");
    }

    private static string Gigabytes(decimal bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / (1 << 30) * 1000) / 1000:0.###} GB");
}
