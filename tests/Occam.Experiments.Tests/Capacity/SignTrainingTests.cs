using Occam.Data.Datasets;
using Occam.Experiments.Capacity;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;
using Occam.Training;
using Occam.Training.Optimizers;

namespace Occam.Experiments.Tests.Capacity;

/// <summary>Data with two sides, and trainings without an example.</summary>
public sealed class SignTrainingTests
{
    [Fact]
    public void Odd_classes_stand_against_even_ones()
    {
        Dataset two = TwoSides.Of(new Dataset("three", new float[4], ImageShape.Vector(1), [0, 1, 2, 1], 3, ["cat", "dog", "hen"]));
        Assert.Equal([0, 1, 0, 1], two.Labels.ToArray());
        Assert.Equal(["cat/hen", "dog"], two.ClassNames);
    }

    [Fact]
    public void Fewer_examples_and_their_tosses_are_among_more()
    {
        Dataset set = new("numbered", [.. Enumerable.Range(0, 50).Select(i => (float)i)], ImageShape.Vector(1), new int[50], 2);
        Dataset few = TwoSides.Part(set, 10, new Seed(1)), many = TwoSides.Part(set, 40, new Seed(1));
        Assert.Equal(few.Images.ToArray(), many.Images[..10].ToArray());
        Assert.Equal(40, many.Images.ToArray().Distinct().Count());
        Assert.Equal(TwoSides.Tossed(few, new Seed(2)).Labels.ToArray(), TwoSides.Tossed(many, new Seed(2)).Labels[..10].ToArray());
        Assert.NotEqual(TwoSides.Tossed(many, new Seed(2)).Labels.ToArray(), TwoSides.Tossed(many, new Seed(3)).Labels.ToArray());
    }

    [Fact]
    public void Below_a_quantile_lie_no_more_margins_than_it_says()
    {
        double[] quantiles = SignFit.LowerQuantiles([5, 1, 4, 2, 3]);
        Assert.Equal((100, 1, 1, 2, 5), (quantiles.Length, quantiles[0], quantiles[19], quantiles[20], quantiles[99]));
    }

    [Fact]
    public void A_training_without_an_example_is_a_training_on_the_others()
    {
        // In whole batches the gradient is the sum over the four others, over five; on the four alone over four.
        float[] images = [1, 0.5f, -1, 2, 0.3f, -0.7f, 1.5f, 1, -0.2f, 0.4f];
        int[] labels = [0, 1, 1, 0, 1], without = [0, 1, LeftOutLoss.LeftOut, 0, 1];
        Dataset five = new("five", images, ImageShape.Vector(2), without, 3), four = Subset.Select(new Dataset("four", images, ImageShape.Vector(2), labels, 2), [0, 1, 3, 4]);
        float[] left = Trained(five, new LeftOutLoss(), 0.8), alone = Trained(four, new Logistic<float>(), 0.64);
        Assert.All(left.Zip(alone), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.NotEqual(left[0], Trained(five.WithLabels(labels), new Logistic<float>(), 0.8)[0], 1e-3);
    }

    [Fact]
    public void The_loss_of_an_example_that_is_left_out_is_nothing()
    {
        LeftOutLoss loss = new();
        Logistic<float> logistic = new();
        float[] outputs = [1, -2, 3], gradient = new float[3], expected = new float[2], product = new float[3];
        double[] values = new double[3], errors = new double[3], wanted = new double[2];
        loss.Gradient(outputs, [1, 2, 0], 1, 0.5f, gradient);
        loss.Values(outputs, [1, 2, 0], 1, values);
        loss.OutputErrors(outputs, [1, 2, 0], 1, errors);
        loss.HessianProduct(outputs, [1, 2, 0], 1, [1, 1, 1], 0.5f, product);
        Assert.Equal((0, 0, 0, 0), (gradient[1], values[1], errors[1], product[1]));
        logistic.Gradient([1, 3], [1, 0], 1, 0.5f, expected);
        Assert.Equal((expected[0], expected[1]), (gradient[0], gradient[2]));
        logistic.Values([1, 3], [1, 0], 1, wanted);
        Assert.Equal((wanted[0], wanted[1]), (values[0], values[2]));
        logistic.OutputErrors([1, 3], [1, 0], 1, wanted);
        Assert.Equal((wanted[0], wanted[1]), (errors[0], errors[2]));
        logistic.HessianProduct([1, 3], [1, 0], 1, [1, 1], 0.5f, expected);
        Assert.Equal((expected[0], expected[1]), (product[0], product[2]));
    }

    private static float[] Trained(Dataset data, ILoss<float> loss, double rate)
    {
        NetworkBuilder<float> builder = new(new Shape(2));
        builder.Add("w", shape => new Dense<float>(shape, 1));
        using Workers workers = new(1);
        using NetworkPasses<float> passes = new(builder.Build(), workers, data.Count);
        TrainingSettings settings = new(new OptimizerSettings("momentum", rate, 0.5, 0), data.Count, 40);
        Trainer<float> trainer = new(passes, loss, data, settings, new Seed(1), new float[3]);
        for (int step = 0; step < 40; step++) trainer.TakeStep();
        return trainer.Theta;
    }
}
