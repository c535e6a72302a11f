using System.Numerics;
using Occam.Data.Datasets;
using Occam.Measures.Coherence;
using Occam.Measures.Planning;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Measures.Tests.Support;

/// <summary>One observation of a network that is thrown away afterwards.</summary>
internal static class Watching
{
    public static Metric[] Observe<T>(
        Network<T> network, T[] theta, ILoss<T> loss, Dataset data, IMeasure measure, T[]? state = null, int? chunk = null, int threads = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Workers workers = new(threads);
        using NetworkPasses<T> passes = new(network, workers, chunk ?? data.Count);
        return [.. new Observer<T>(passes, loss, data, new MeasurementPlan(measure)).Observe(theta, state ?? network.InitialState())];
    }

    public static Dictionary<string, Metric> Coherence<T>(
        Network<T> network, T[] theta, ILoss<T> loss, Dataset data, T[]? state = null, int? chunk = null, int threads = 2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Observe(network, theta, loss, data, new MCoherence(), state, chunk, threads).ToDictionary(m => m.Name);

    public static void Near(double expected, double actual, double tolerance, string what = "value")
    {
        double error = Testing.Tolerance.Error(actual, expected);
        Assert.True(error <= tolerance, $"{what}: expected {expected:r}, got {actual:r}, relative error {error:e2} above {tolerance:e0}");
    }
}
