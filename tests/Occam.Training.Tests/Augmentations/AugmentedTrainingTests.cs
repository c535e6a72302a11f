using Occam.Data.Augmentations;
using Occam.Data.Datasets;
using Occam.Data.Preprocessing;
using Occam.Numerics.Errors;
using Occam.Training.Checkpoints;
using Occam.Training.Tests.Support;

namespace Occam.Training.Tests.Augmentations;

/// <summary>Training on images that are drawn anew each step: the same promises as without. Alone, because other tests' allocations would be counted.</summary>
[Collection(nameof(TrainerTests))]
public sealed class AugmentedTrainingTests
{
    private static readonly StandardizationConstants PerImage = new(Standardization.PerImage, [], []);

    [Theory]
    [InlineData("mlp", AugmentationKind.Crop)]
    [InlineData("cnn", AugmentationKind.Full)]
    public void Threads_change_no_bit(string network, AugmentationKind kind)
    {
        using Session one = Augmented(network, kind, threads: 1), many = Augmented(network, kind, threads: 5);
        Assert.Equal(one.Train(12), many.Train(12));
        Session.Same(one, many);
    }

    [Theory]
    [InlineData("mlp", AugmentationKind.Full, 3)]
    [InlineData("cnn", AugmentationKind.Crop, 6)]
    public void A_restored_training_goes_on_to_the_same_bits(string network, AugmentationKind kind, int steps)
    {
        string folder = Directory.CreateTempSubdirectory("occam-augmented-").FullName;
        try
        {
            string path = Path.Combine(folder, "true.safetensors");
            using Session whole = Augmented(network, kind), fresh = Augmented(network, kind);
            whole.Train(steps);
            Checkpoint.Write(path, whole.Trainer, "abc/true");
            Checkpoint.Restore(path, fresh.Trainer, "abc/true");
            Assert.Equal(whole.Train(7), fresh.Train(7));
            Session.Same(whole, fresh);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        using Session session = Augmented("cnn", AugmentationKind.Full);
        session.Train(9);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) session.Trainer.TakeStep();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Without_alteration_it_is_the_training_on_the_center_crops_and_with_it_another()
    {
        Dataset originals = Originals(), prepared = Prepared(originals);
        using Session plain = new("mlp", Subjects.Settings("momentum"), data: prepared), none = Augmented("mlp", AugmentationKind.None), crops = Augmented("mlp", AugmentationKind.Crop);
        double[] expected = plain.Train(8);
        Assert.Equal(expected, none.Train(8));
        Session.Same(plain, none);
        Assert.NotEqual(expected, crops.Train(8));
    }

    [Fact]
    public void The_same_example_is_drawn_anew_in_every_epoch()
    {
        // At a rate that moves no weight (below half a unit in the last place of any), the losses of two epochs differ through the images alone.
        TrainingSettings still = Subjects.Settings("sgd", rate: 1e-30) with { BatchSize = 40, WarmUp = 0, Schedule = "constant" };
        Dataset originals = Originals();
        using Session crops = new("mlp", still, data: Prepared(originals), augmenter: new Augmenter(originals, 8, 8, AugmentationKind.Crop, PerImage));
        double[] losses = crops.Train(2);
        Assert.True(Math.Abs(losses[0] - losses[1]) > 1e-3, $"{losses[0]}, {losses[1]}");
    }

    [Fact]
    public void An_augmenter_of_another_set_is_refused()
    {
        Dataset originals = Originals();
        InputException fault = Assert.Throws<InputException>(() =>
            new Session("mlp", Subjects.Settings("sgd"), data: Subjects.Data(30), augmenter: new Augmenter(originals, 8, 8, AugmentationKind.Crop, PerImage)));
        Assert.Equal("Augmentation of the training set: expected 30 images of 2×8×8, got 40 of 2×8×8. Draw from the originals of the training set.", fault.Message);
    }

    private static Session Augmented(string network, AugmentationKind kind, int threads = 2)
    {
        Dataset originals = Originals();
        return new Session(network, Subjects.Settings("momentum"), threads, Prepared(originals), new Augmenter(originals, 8, 8, kind, PerImage));
    }

    private static Dataset Prepared(Dataset originals) => Standardizer.Apply(CenterCrop.Apply(originals, 8, 8), PerImage);

    private static Dataset Originals()
    {
        ImageShape shape = new(2, 10, 11);
        float[] images = new float[40 * shape.Size];
        new Numerics.Random.Seed(21).Normals<float>(images, 0, 1);
        return Subjects.Data(40).WithImages(images, shape);
    }
}
