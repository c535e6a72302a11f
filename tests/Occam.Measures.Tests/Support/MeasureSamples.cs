using Occam.Measures.Gradients;
using Occam.Measures.Planning;
using Occam.Numerics.Random;

namespace Occam.Measures.Tests.Support;

/// <summary>One of every measure in the assembly, found by reflection: a new one is held to the contract without being listed.</summary>
internal static class MeasureSamples
{
    /// <summary>What a measure with settings is given, for so many examples.</summary>
    private static readonly Dictionary<Type, Func<int, IMeasure>> WithSettings = new()
    {
        [typeof(GradientShares)] = n => new GradientShares([.. Enumerable.Range(0, n).Select(i => i % 3 == 0)], new Seed(1)),
        [typeof(MinibatchDistribution)] = _ => new MinibatchDistribution(2, 3, new Seed(2)),
    };

    public static IMeasure[] All(int examples) =>
    [
        .. typeof(IMeasure).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IMeasure)) && t is { IsAbstract: false, IsInterface: false })
            .Select(t => WithSettings.TryGetValue(t, out Func<int, IMeasure>? make) ? make(examples) : (IMeasure)Activator.CreateInstance(t)!),
    ];
}
