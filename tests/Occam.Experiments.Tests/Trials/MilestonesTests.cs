using FsCheck;
using FsCheck.Fluent;
using Occam.Experiments.Trials;

namespace Occam.Experiments.Tests.Trials;

/// <summary>When a training is observed.</summary>
public sealed class MilestonesTests
{
    [Theory]
    [InlineData(1, new long[] { 0, 1 })]
    [InlineData(2, new long[] { 0, 1, 2 })]
    [InlineData(10, new long[] { 0, 1, 2, 4, 7, 10 })]
    [InlineData(25, new long[] { 0, 1, 2, 4, 7, 10, 14, 19, 25 })]
    [InlineData(26, new long[] { 0, 1, 2, 4, 7, 10, 14, 19, 25, 26 })]
    [InlineData(40, new long[] { 0, 1, 2, 4, 7, 10, 14, 19, 25, 28, 33, 38, 40 })]
    public void By_hand(long steps, long[] expected) => Assert.Equal(expected, Milestones.For(steps));

    [Fact]
    public void Begin_at_0_rise_and_end_at_the_last_step() => Prop.ForAll(Gen.Choose(1, 10_000_000).ToArbitrary(), steps =>
    {
        IReadOnlyList<long> milestones = Milestones.For(steps);
        return milestones[0] == 0 && milestones[^1] == steps && milestones.Zip(milestones.Skip(1)).All(p => p.First < p.Second);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    [Fact]
    public void Are_the_same_for_longer_trainings_as_far_as_both_go() =>
        Assert.Equal(Milestones.For(7000).SkipLast(1), Milestones.For(60_000).TakeWhile(step => step < 7000));

    [Fact]
    public void After_the_start_no_gap_is_longer_than_a_fifth_of_the_way()
    {
        IReadOnlyList<long> milestones = Milestones.For(1_000_000);
        for (int i = 9; i < milestones.Count; i++)
            Assert.True(milestones[i] <= 1.2 * milestones[i - 1], $"{milestones[i - 1]} to {milestones[i]}");
    }
}
