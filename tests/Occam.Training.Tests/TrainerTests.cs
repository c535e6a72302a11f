using Occam.Data.Datasets;
using Occam.Numerics.Errors;
using Occam.Training.Optimizers;
using Occam.Training.Tests.Support;

namespace Occam.Training.Tests;

/// <summary>What the trainer promises about memory, threads and failure. Alone, because other tests' allocations would be counted.</summary>
[Collection(nameof(TrainerTests))]
[CollectionDefinition(nameof(TrainerTests), DisableParallelization = true)]
public sealed class TrainerTests
{
    public static TheoryData<string, string, int> Allocations => new(
        from network in Subjects.Names
        from optimizer in (string[])["momentum", "adam"]
        from threads in (int[])[1, 2]
        select (network, optimizer, threads));

    public static TheoryData<string, string> Rules => Subjects.RulesAndNetworks;

    [Theory]
    [MemberData(nameof(Allocations))]
    public void A_step_allocates_nothing(string network, string optimizer, int threads) => AllocatesNothing(network, Subjects.Settings(optimizer), threads);

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_step_of_a_rule_allocates_nothing(string rule, string network) => AllocatesNothing(network, Subjects.With(rule), threads: 2);

    [Theory]
    [InlineData("mlp", 2)]
    [InlineData("mlp", 5)]
    [InlineData("cnn", 2)]
    [InlineData("cnn", 5)]
    public void Threads_change_no_bit(string network, int threads)
    {
        using Session one = new(network, Subjects.Settings("momentum"), threads: 1), many = new(network, Subjects.Settings("momentum"), threads);
        Assert.Equal(one.Train(12), many.Train(12));
        Session.Same(one, many);
    }

    [Fact]
    public void A_training_lowers_its_loss_and_counts_its_steps()
    {
        using Session session = new("mlp", Subjects.Settings("adam"));
        double[] losses = session.Train(60);
        Assert.Equal(60, session.Trainer.StepsTaken);
        Assert.Equal(4, session.Trainer.StepsPerEpoch);
        Assert.True(losses[^4..].Average() < 0.5 * losses[..4].Average(), $"{losses[..4].Average()} to {losses[^4..].Average()}");
    }

    [Fact]
    public void Each_step_uses_the_schedule_at_its_own_number()
    {
        // Four steps an epoch, halved each epoch, after a rise of three steps.
        double[] factors = [1.0 / 3, 2.0 / 3, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25];
        TrainingSettings settings = Subjects.Settings("momentum", rate: 0.1) with { Schedule = "decay:0.5", WarmUp = 3 };
        using Session scheduled = new("mlp", settings);
        for (int step = 0; step < factors.Length; step++)
        {
            using Session constant = new("mlp", settings with { Schedule = "constant", WarmUp = 0, Optimizer = settings.Optimizer with { LearningRate = 0.1 * factors[step] } });
            scheduled.Trainer.Theta.CopyTo(constant.Trainer.Theta, 0);
            scheduled.Trainer.OptimizerState.CopyTo(constant.Trainer.OptimizerState, 0);
            constant.Trainer.StepsTaken = step;
            Assert.Equal(constant.Train(1), scheduled.Train(1));
            Session.Same(constant, scheduled);
        }
    }

    [Fact]
    public void The_loss_is_the_mean_over_the_batch_before_the_step()
    {
        // All parameters zero: every class is equally likely, ln 4 nats.
        using Session session = new("mlp", Subjects.Settings("sgd"));
        Array.Clear(session.Trainer.Theta);
        Assert.Equal(Math.Log(Subjects.Classes), session.Trainer.TakeStep(), 1e-7);
    }

    [Theory]
    [InlineData("mlp", float.NaN)]
    [InlineData("cnn", float.NaN)]
    [InlineData("mlp", float.PositiveInfinity)]
    public void Values_that_are_not_numbers_are_traced_to_the_data(string network, float value)
    {
        Dataset clean = Subjects.Data(40);
        float[] images = clean.Images.ToArray();
        images[(17 * clean.Shape.Size) + 5] = value;
        using Session session = new(network, Subjects.Settings("sgd"), data: clean.WithImages(images, clean.Shape));
        NumericalException fault = Assert.Throws<NumericalException>(() => session.Train(session.Trainer.StepsPerEpoch));
        Assert.Equal($"Training step {session.Trainer.StepsTaken}", fault.Fault.What);
        Assert.Equal("a finite loss", fault.Fault.Expected);
        Assert.EndsWith(", first seen in the input", fault.Fault.Got, StringComparison.Ordinal);
        Assert.Equal("Look for values that are not numbers in the data.", fault.Fault.Remedy);
    }

    [Fact]
    public void A_training_that_diverges_names_the_layer_the_step_and_the_remedy()
    {
        TrainingSettings settings = Subjects.Settings("sgd") with { Optimizer = new OptimizerSettings("sgd", 1e30, 0, 0), WarmUp = 0, Schedule = "constant" };
        using Session session = new("mlp", settings);
        NumericalException fault = Assert.Throws<NumericalException>(() => session.Train(10));
        Assert.Equal(
            "Training step 1: expected a finite loss, got NaN, first seen in layer 'fc2'. Try a learning rate below 1E+30, a warm-up, or a normalization.", fault.Message);
        Assert.Equal(1, session.Trainer.StepsTaken);
    }

    [Fact]
    public void A_batch_larger_than_the_set_is_a_fault_in_words()
    {
        InputException fault = Assert.Throws<InputException>(() => new Session("mlp", Subjects.Settings("sgd"), data: Subjects.Data(11)));
        Assert.Equal("batch-size: expected 1 … 11, the number of training examples, got 12. Choose a smaller batch, or more examples.", fault.Message);
    }

    private static void AllocatesNothing(string network, TrainingSettings settings, int threads)
    {
        using Session session = new(network, settings, threads);

        // Four steps are an epoch: beginning another must not allocate either. The first compile code and fill the threads' scratch.
        session.Train(9);
        // The test host now and then allocates on a thread of its own, so the least of several attempts counts.
        Assert.Equal(0, Enumerable.Range(0, 10).Min(_ => AllocatedByAllThreads(session.Trainer)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) session.Trainer.TakeStep();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static long AllocatedByAllThreads(Trainer<float> trainer)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < 5; i++) trainer.TakeStep();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }
}
