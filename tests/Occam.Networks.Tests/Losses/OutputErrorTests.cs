using Occam.Networks.Losses;

namespace Occam.Networks.Tests.Losses;

/// <summary>Predicted classes, and how far a prediction is from its target: Paul et al. 2021, arXiv 2107.07075.</summary>
public class OutputErrorTests
{
    [Fact]
    public void Of_a_softmax_by_hand()
    {
        // z = (0, ln 2, ln 5): p = 1/8, 2/8, 5/8; for label 1 the error is (1, −6, 5)/8, whatever the smoothing.
        double[] z = [0, 0.69314718055994531, 1.6094379124341003], errors = new double[1];
        new SoftmaxCrossEntropy<double>().OutputErrors(z, [1], 3, errors);
        Assert.Equal(Math.Sqrt(62) / 8, errors[0], 1e-15);
        new SoftmaxCrossEntropy<double>(0.3).OutputErrors(z, [1], 3, errors);
        Assert.Equal(Math.Sqrt(62) / 8, errors[0], 1e-15);
    }

    [Fact]
    public void Of_a_good_prediction_keeps_its_digits()
    {
        // p of the other class is e^−40 to 17 digits, and the error √2 of that.
        double[] errors = new double[1];
        new SoftmaxCrossEntropy<double>().OutputErrors([40, 0], [0], 2, errors);
        Assert.Equal(Math.Sqrt(2) * 4.2483542552915889e-18, errors[0], 1e-32);
    }

    [Fact]
    public void Of_the_other_losses_by_hand()
    {
        // σ(ln 3) = 3/4.
        double[] errors = new double[2];
        new Logistic<double>().OutputErrors([1.0986122886681098, 1.0986122886681098], [1, 0], 1, errors);
        Assert.Equal(0.25, errors[0], 1e-15);
        Assert.Equal(0.75, errors[1], 1e-15);
        new SquaredError<double>().OutputErrors([3, -4, 3, 1], [1, 0], 2, errors);
        Assert.Equal(Math.Sqrt(34), errors[0], 1e-15);
        Assert.Equal(Math.Sqrt(5), errors[1], 1e-15);
    }

    [Theory]
    [InlineData("cross-entropy", 5)]
    [InlineData("cross-entropy", 130)]
    [InlineData("logistic", 1)]
    [InlineData("mse", 4)]
    [InlineData("mse", 1)]
    public void Are_the_norms_of_the_gradients_in_the_outputs(string name, int classes)
    {
        ILoss<double> loss = name switch { "logistic" => new Logistic<double>(), "mse" => new SquaredError<double>(), _ => new SoftmaxCrossEntropy<double>() };
        double[] outputs = new Occam.Testing.Draws($"{name} {classes}").Normals(6 * classes, 2), gradient = new double[6 * classes], errors = new double[6];
        int[] labels = [0, 1, 1, 0, 1, 0];
        loss.Gradient(outputs, labels, classes, 1, gradient);
        loss.OutputErrors(outputs, labels, classes, errors);
        for (int n = 0; n < 6; n++)
            Assert.Equal(Math.Sqrt(gradient.Skip(n * classes).Take(classes).Sum(g => g * g)), errors[n], 1e-14);
    }

    [Fact]
    public void Predictions_are_what_counts_as_correct()
    {
        int[] predicted = new int[4];
        Accuracy.Predict<float>([1, 2, 2, 0, -1, -2, 5, float.NaN, 3, 0, 0, 0], 3, predicted);
        Assert.Equal([1, 0, -1, 0], predicted);
        Accuracy.Predict<float>([-1, 1, 0.5f, float.NaN], 1, predicted);
        Assert.Equal([0, 1, 1, -1], predicted);
        Assert.Throws<ArgumentException>(() => Accuracy.Predict<float>([1, 2, 3], 2, predicted));
    }
}
