using Occam.Networks.Losses;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;

namespace Occam.Networks.Tests.Losses;

public class LossTests
{
    private const int Classes = 3;

    public static TheoryData<string> All() => ["cross-entropy", "smoothed", "many classes", "logistic", "mse", "mse of one"];

    [Fact]
    public void Cross_entropy_of_equal_outputs_is_the_logarithm_of_the_classes()
    {
        double[] values = new double[1];
        new SoftmaxCrossEntropy<float>().Values([7, 7, 7, 7], [2], 4, values);
        Assert.Equal(1.3862943611198906, values[0], 1e-15);
    }

    [Fact]
    public void Cross_entropy_has_known_values()
    {
        // z = (0, ln 2, ln 5): p = 1/8, 2/8, 5/8.
        double[] z = [0, 0.69314718055994531, 1.6094379124341003], gradient = new double[3], values = new double[1];
        SoftmaxCrossEntropy<double> loss = new();
        loss.Values(z, [1], Classes, values);
        loss.Gradient(z, [1], Classes, 2, gradient);
        Assert.Equal(1.3862943611198906, values[0], 1e-15);
        AssertClose([0.25, -1.5, 1.25], gradient, 1e-15);
        loss.HessianProduct(z, [1], Classes, [1, 0, 0], 1, gradient);
        AssertClose([7.0 / 64, -2.0 / 64, -5.0 / 64], gradient, 1e-16);
    }

    [Fact]
    public void Smoothing_spreads_the_target_over_all_classes()
    {
        // t = (0.1, 0.8, 0.1) for α = 0.3: −Σ t ln p with p = 1/8, 2/8, 5/8.
        double[] z = [0, 0.69314718055994531, 1.6094379124341003], gradient = new double[3], values = new double[1];
        SoftmaxCrossEntropy<double> loss = new(0.3);
        loss.Values(z, [1], Classes, values);
        loss.Gradient(z, [1], Classes, 1, gradient);
        Assert.Equal((0.1 * 2.0794415416798357) + (0.8 * 1.3862943611198906) + (0.1 * 0.47000362924573558), values[0], 1e-15);
        AssertClose([0.025, -0.55, 0.525], gradient, 1e-15);
    }

    [Fact]
    public void Small_and_large_losses_keep_their_digits()
    {
        double[] values = new double[3];
        new SoftmaxCrossEntropy<double>().Values([40, 0, -1000, 1000, 800, -700], [0, 0, 0], 2, values);
        Assert.Equal(4.2483542552915889e-18, values[0], 1e-32);
        Assert.Equal(2000, values[1]);
        Assert.Equal(0, values[2]);
    }

    [Fact]
    public void Not_a_number_comes_through()
    {
        double[] values = new double[2];
        float[] gradient = new float[6];
        SoftmaxCrossEntropy<float> loss = new();
        loss.Values([float.NaN, 1, 2, 0, float.PositiveInfinity, 1], [1, 1], Classes, values);
        loss.Gradient([1, float.NaN, 2, 0, 0, 0], [0, 0], Classes, 1, gradient);
        Assert.All(values, v => Assert.True(double.IsNaN(v)));
        Assert.All(gradient[..3], g => Assert.True(float.IsNaN(g)));
        Assert.All(gradient[3..], g => Assert.True(float.IsFinite(g)));
    }

    [Fact]
    public void Logistic_loss_is_cross_entropy_of_two_classes()
    {
        double[] one = new double[4], two = new double[4], gradient = new double[4];
        int[] labels = [0, 1, 0, 1];
        new Logistic<double>().Values([0.5, 0.5, -30, 800], labels, 1, one);
        new SoftmaxCrossEntropy<double>().Values([0, 0.5, 0, 0.5, 0, -30, 0, 800], labels, 2, two);
        AssertClose(two, one, 1e-15);
        new Logistic<double>().Gradient([0, 0, 800, -800], labels, 1, 1, gradient);
        Assert.Equal([0.5, -0.5, 1, -1], gradient);
    }

    [Fact]
    public void Squared_error_is_half_the_squared_distance()
    {
        double[] values = new double[2], single = new double[1], gradient = new double[1];
        new SquaredError<float>().Values([1, 2, 0, 1], [0, 1], 2, values);
        Assert.Equal([2, 0], values);
        new SquaredError<double>().Values([5], [7], 1, single);
        new SquaredError<double>().Gradient([5], [7], 1, 3, gradient);
        Assert.Equal((2, -6), (single[0], gradient[0]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_and_Hessians_are_derivatives(string name)
    {
        const int N = 4;
        const double H = 1e-5;
        (ILoss<double> loss, int classes, int labelCount) = Make(name);
        double[] z = Draw("z", N * classes), v = Draw("v", N * classes), gradient = new double[z.Length], product = new double[z.Length];
        int[] labels = [.. Enumerable.Range(0, N).Select(n => n * 37 % labelCount)];
        loss.Gradient(z, labels, classes, 0.5, gradient);
        loss.HessianProduct(z, labels, classes, v, 0.5, product);
        double[] ahead = [.. z.Zip(v, (a, b) => a + (H * b))], behind = [.. z.Zip(v, (a, b) => a - (H * b))];
        double[] up = new double[N], down = new double[N], gradientUp = new double[z.Length], gradientDown = new double[z.Length];
        loss.Values(ahead, labels, classes, up);
        loss.Values(behind, labels, classes, down);
        loss.Gradient(ahead, labels, classes, 0.5, gradientUp);
        loss.Gradient(behind, labels, classes, 0.5, gradientDown);
        for (int n = 0; n < N; n++)
        {
            double along = Enumerable.Range(n * classes, classes).Sum(i => gradient[i] * v[i]);
            Assert.Equal(0.5 * (up[n] - down[n]) / (2 * H), along, 1e-8);
        }

        for (int i = 0; i < z.Length; i++) Assert.Equal((gradientUp[i] - gradientDown[i]) / (2 * H), product[i], 1e-9);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_label_without_a_class_is_refused(int label)
    {
        string expected = $"cross-entropy: label of example 1: expected a class from 0 to 2, got {label}. Check the labels and the number of classes of the data.";
        float[] z = new float[6];
        Assert.Equal(expected, Assert.Throws<InputException>(() => new SoftmaxCrossEntropy<float>().Values(z, [0, label], Classes, new double[2])).Message);
        Assert.Equal(expected, Assert.Throws<InputException>(() => new SoftmaxCrossEntropy<float>().Gradient(z, [0, label], Classes, 1, new float[6])).Message);
        Assert.Equal(
            $"mse: label of example 1: expected a class from 0 to 2, got {label}. Check the labels and the number of classes of the data.",
            Assert.Throws<InputException>(() => new SquaredError<float>().Gradient(z, [0, label], Classes, 1, new float[6])).Message);
    }

    [Fact]
    public void Wrong_use_is_refused()
    {
        Assert.Equal(
            "logistic loss: expected a network with one output, got 2 outputs. Use cross-entropy for several outputs.",
            Assert.Throws<InputException>(() => new Logistic<float>().Values([1, 2], [0], 2, new double[1])).Message);
        Assert.Equal(
            "cross-entropy: expected 2 × 3 outputs, got 5. Pass one row for each label.",
            Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy<float>().Values(new float[5], [0, 1], Classes, new double[2])).Message);
        Assert.Equal(
            "Cross-entropy: expected a label smoothing in [0, 1], got 1.5. 0 turns it off; 0.1 is usual.",
            Assert.Throws<InputException>(() => new SoftmaxCrossEntropy<float>(1.5)).Message);
    }

    [Fact]
    public void Accuracy_takes_the_first_maximum_and_no_nan()
    {
        float[] z = [1, 1, 0, /* tie */ 0, 2, 2, /* tie, later label */ float.NaN, 0, 1, /* NaN */ 0, 0, 5];
        Assert.Equal(2, Accuracy.CountCorrect<float>(z, [0, 2, 2, 2], Classes));
        Assert.Equal(2, Accuracy.CountCorrect<float>([0.1f, -0.1f, 0.2f, float.NaN], [1, 0, 0, 0], 1));
        Assert.Equal(1, Accuracy.CountCorrect<float>([0.4f, 0.6f], [1, 1], 1, threshold: 0.5));
    }

    [Fact]
    public void Losses_allocate_nothing()
    {
        SoftmaxCrossEntropy<float> loss = new(0.1);
        float[] z = new float[400], gradient = new float[400];
        double[] values = new double[4];
        int[] labels = new int[4];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            loss.Values(z, labels, 100, values);
            loss.Gradient(z, labels, 100, 1, gradient);
            loss.HessianProduct(z, labels, 100, z, 1, gradient);
        }
    }

    private static (ILoss<double> Loss, int Classes, int Labels) Make(string name) => name switch
    {
        "cross-entropy" => (new SoftmaxCrossEntropy<double>(), 3, 3),
        "smoothed" => (new SoftmaxCrossEntropy<double>(0.2), 3, 3),
        "many classes" => (new SoftmaxCrossEntropy<double>(0.1), 150, 150),
        "logistic" => (new Logistic<double>(), 1, 2),
        "mse" => (new SquaredError<double>(), 3, 3),
        _ => (new SquaredError<double>(), 1, 5),
    };

    private static double[] Draw(string name, int length)
    {
        double[] values = new double[length];
        new Seed(3).Derive(name).Normals<double>(values, 0, 1);
        return values;
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance * (1 + Math.Abs(expected[i])));
    }
}
