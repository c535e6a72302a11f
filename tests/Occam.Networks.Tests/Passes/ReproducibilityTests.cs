using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Passes;

/// <summary>Bits do not depend on the number of workers, on memory's past, or on whether norms are wanted; a pass allocates nothing.</summary>
public sealed class ReproducibilityTests
{
    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Every_result_has_the_same_bits_on_1_2_and_5_workers(string name)
    {
        SampleNetwork sample = new(name);
        foreach (int batch in (int[])[3, 70])
        {
            byte[]? expected = null;
            foreach (int count in (int[])[1, 2, 5])
            {
                using Workers workers = new(count);
                using Everything<float> everything = new(sample.Build<float>(), workers, batch);
                everything.Run();
                byte[] first = everything.Bits();
                everything.Run();
                Assert.Equal(first, everything.Bits());
                expected ??= first;
                Assert.True(expected.AsSpan().SequenceEqual(first), $"{name}, batch {batch}, {count} workers");
            }
        }
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void Gradients_have_the_same_bits_with_and_without_norms(string name)
    {
        SampleNetwork sample = new(name);
        using Workers workers = new(2);
        using Everything<float> single = new(sample.Build<float>(), workers, 13);
        using Everything<double> twice = new(sample.Build<double>(), workers, 13);
        single.Run();
        twice.Run();
        Assert.Equal(single.PlainGradient, single.Gradient);
        Assert.Equal(twice.PlainGradient, twice.Gradient);
    }

    [Theory]
    [MemberData(nameof(SampleNetwork.Names), MemberType = typeof(SampleNetwork))]
    public void A_pass_allocates_nothing(string name)
    {
        SampleNetwork sample = new(name);
        using Workers workers = new(2);
        using Everything<float> everything = new(sample.Build<float>(), workers, 9);
        for (int i = 0; i < 3; i++) everything.Run();
        foreach ((string what, Action pass) in ((string, Action)[])
        [
            ("forward", everything.Forward), ("forward tangent", everything.Tangents), ("backward with norms", everything.Backward),
            ("backward tangent", everything.BackwardTangent), ("gradient dots", everything.GradientDots),
        ])
        {
            pass();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++) pass();
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated == 0, $"{name}: {what} allocated {allocated / 20} bytes");
        }
    }
}
