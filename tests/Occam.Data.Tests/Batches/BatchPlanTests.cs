using FsCheck;
using FsCheck.Fluent;
using Occam.Data.Batches;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Data.Tests.Batches;

public sealed class BatchPlanTests
{
    [Fact]
    public void Every_epoch_has_every_example_once() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<NonNegativeInt>(), (key, count, epoch) =>
            new EpochOrder(new Seed(key), count.Get).Epoch(epoch.Get).ToArray().Order().SequenceEqual(Enumerable.Range(0, count.Get)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(1UL, 3UL));

    [Fact]
    public void An_epoch_does_not_depend_on_which_was_asked_for_before()
    {
        EpochOrder jumping = new(new Seed(5), 100), fresh = new(new Seed(5), 100);
        int[] third = jumping.Epoch(3).ToArray();
        int[] zero = jumping.Epoch(0).ToArray();
        Assert.Equal(zero, fresh.Epoch(0).ToArray());
        Assert.Equal(third, fresh.Epoch(3).ToArray());
        Assert.NotEqual(zero, third);
        Assert.NotEqual(zero, new EpochOrder(new Seed(6), 100).Epoch(0).ToArray());
    }

    [Fact]
    public void The_order_is_the_documented_draw()
    {
        int[] expected = new int[50];
        new Seed(9).Derive("batches").Derive(2).Permutation(expected);
        Assert.Equal(expected, new EpochOrder(new Seed(9), 50).Epoch(2).ToArray());
    }

    [Theory]
    [InlineData(10, 3, IncompleteBatch.Keep, 4, 1)]
    [InlineData(10, 3, IncompleteBatch.Drop, 3, 3)]
    [InlineData(10, 5, IncompleteBatch.Keep, 2, 5)]
    [InlineData(10, 5, IncompleteBatch.Drop, 2, 5)]
    [InlineData(10, 10, IncompleteBatch.Drop, 1, 10)]
    public void Batches_cut_the_epochs_in_order(int count, int size, IncompleteBatch incomplete, int steps, int last)
    {
        BatchPlan plan = new(new Seed(1), count, size, incomplete);
        EpochOrder order = new(new Seed(1), count);
        Assert.Equal(steps, plan.StepsPerEpoch);
        Assert.Equal(last, plan.Batch(steps - 1).Length);
        for (int epoch = 0; epoch < 3; epoch++)
        {
            List<int> seen = [];
            for (int step = 0; step < steps; step++) seen.AddRange(plan.Batch((epoch * steps) + step));
            Assert.Equal(order.Epoch(epoch)[..seen.Count].ToArray(), seen);
            Assert.Equal(epoch, plan.EpochOf((epoch * steps) + steps - 1));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_batch_size_that_does_not_fit_is_refused(int size)
    {
        InputException refusal = Assert.Throws<InputException>(() => new BatchPlan(new Seed(1), 10, size));
        Assert.Equal($"batch-size: expected 1 … 10, the number of training examples, got {size}. Choose a smaller batch, or more examples.", refusal.Message);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        BatchPlan plan = new(new Seed(1), 1000, 32);
        int sum = plan.Batch(0)[0];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long step = 0; step < 500; step++) sum += plan.Batch(step)[0];
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }
}
