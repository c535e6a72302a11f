using System.Numerics;
using Occam.Data.Datasets;
using Occam.Experiments.Models;
using Occam.Measures.Curvature;
using Occam.Measures.Evidence;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Experiments.Measuring;

/// <summary>Which parts of the curvature the wanted keys need and what they cost, decided before anything is computed.</summary>
/// <param name="Settings">For the measures; their memory is what the passes leave.</param>
/// <param name="Cost">What it costs; null where nothing is wanted, or where it does not fit.</param>
/// <param name="Chunk">Examples that go through the network together: all, where they fit, because the forward pass is then made once.</param>
/// <param name="Missing">Why the wanted keys cannot be given; null when they can.</param>
/// <param name="Products">Products with the curvature.</param>
/// <param name="Bytes">The memory of all of it.</param>
internal sealed record CurvaturePlan(CurvatureSettings Settings, CurvatureCost? Cost, int Chunk, string? Missing, int Products, long Bytes)
{
    private const int UsualChunk = 256;

    // Passes over all examples at once may take this part of the memory.
    private const int ShareOfPasses = 4;

    /// <summary>The plan of a request.</summary>
    /// <exception cref="InputException">A setting makes no sense, or every eigenvalue is asked for and does not fit: with what it needs.</exception>
    public static CurvaturePlan For<T>(LoadedModel<T> model, Dataset data, MeasureRequest request)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MeasureKeys keys = request.Keys;
        Network<T> network = model.Network;
        CurvatureSettings settings = new()
        {
            Exact = request.Exact,
            Samples = request.Samples,
            PriorPrecision = request.PriorPrecision,
            WeightDecay = model.Training?.WeightDecay ?? 0,
        };
        if (!keys.Wants([.. MeasureKeys.OfCurvature, .. MeasureKeys.OfEvidence])) return new CurvaturePlan(settings, null, 1, null, 0, 0);
        int chunk = ChunkFor(network, data.Count, request.Memory);
        long passes = PassesBytes(network, chunk) ?? long.MaxValue, least = CurvatureCost.LeastBytes(network.ParameterCount);
        settings = settings with { Memory = Math.Max(0, request.Memory - Math.Min(passes, request.Memory)) };
        if (!request.Exact && least > settings.Memory)
            return new CurvaturePlan(settings, null, chunk, $"curvature needs {Sizes.Show(least + Math.Min(passes, long.MaxValue - least))} at least, and --memory allows {Sizes.Show(request.Memory)}", 0, 0);
        CurvatureCost cost = CurvatureCost.Of(network.ParameterCount, settings);
        return new CurvaturePlan(settings, cost, chunk, null, Count(cost, keys, network.ParameterCount), passes + cost.Bytes);
    }

    /// <summary>How many examples go through the network together within the memory.</summary>
    public static int ChunkFor<T>(Network<T> network, int examples, long memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int chunk = examples;
        if (!(PassesBytes(network, chunk) <= memory / ShareOfPasses)) chunk = Math.Min(UsualChunk, chunk);
        while (chunk > 1 && !(PassesBytes(network, chunk) <= memory / 2)) chunk /= 2;
        return chunk;
    }

    /// <summary>The passes in double precision, as small networks and files in double precision have them, with tangents of both directions, and the vectors of a product.</summary>
    public static long? PassesBytes<T>(Network<T> network, int chunk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int vectors = 5;
        int inDouble = sizeof(double) / Precisions.Bytes<T>();
        long tangents = (long)chunk * Precisions.Bytes<T>() * network.Nodes.Sum(n => (long)n.Output.Size);
        return PassLimits.Bytes(network, chunk, tangents: true) is { } passes ? (inDouble * (passes + tangents)) + ((long)vectors * sizeof(double) * network.ParameterCount) : null;
    }

    private static int Count(CurvatureCost cost, MeasureKeys keys, int parameters)
    {
        bool evidence = keys.Wants(MeasureKeys.OfEvidence), density = keys.Wants(MeasureKeys.OfDensity), trace = keys.Wants(HessianSpectrum.Trace), rank = keys.Wants(GaussNewtonSpectrum.EffectiveRank);
        bool ends = evidence || keys.Wants(MeasureKeys.HessianTop, MeasureKeys.HessianBottom);
        int others = evidence ? LogEvidence.MostDistanceProducts : 0;
        if (keys.Wants(MeasureKeys.FisherTop)) others += PointSpectra.MostFisherProducts(cost, parameters) + PointSpectra.LargestCount;
        if (cost.IsExact) return checked(((evidence || density || trace || ends ? 1 : 0) + (evidence || rank ? 1 : 0)) * cost.Columns) + others;
        int certificates = PointSpectra.LargestCount + PointSpectra.SmallestCount;
        return others + ((evidence ? 2 : density ? 1 : 0) * cost.Probes * cost.Steps) + (((trace ? 1 : 0) + (rank ? 1 : 0)) * cost.TraceProducts) + (ends ? cost.ExtremeSteps + certificates : 0);
    }
}
