using Occam.Networks.Layers;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Layers;

public sealed class LayerPassTests : IDisposable
{
    private const int Batch = 5;

    // Central differences of second order: truncation about h², rounding about 1e-16/h.
    private const double Step = 1e-5, Tolerance = 2e-8;
    private readonly Workers _one = new(1), _three = new(3);

    public void Dispose()
    {
        _one.Dispose();
        _three.Dispose();
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Tangent_is_the_derivative_of_forward(string name)
    {
        LayerRun<double> run = Make(name).Forward().Tangent();
        double[] ahead = run.Moved(Step).Forward().Y, behind = run.Moved(-Step).Forward().Y;
        AssertDerivative(ahead, behind, run.YDot);
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Backward_is_the_adjoint_of_tangent(string name)
    {
        LayerRun<double> run = Make(name).Forward().Tangent().Backward();
        double right = Dot(run.XDot, run.XBar) + Dot(run.ThetaDot, run.ThetaBar);
        Assert.Equal(Dot(run.YDot, run.YBar), right, 1e-12 * (1 + Math.Sqrt(Dot(run.YDot, run.YDot) * Dot(run.YBar, run.YBar))));
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Backward_tangent_is_the_derivative_of_backward(string name)
    {
        LayerRun<double> run = Make(name).Forward().Tangent().Backward().BackwardTangent();
        LayerRun<double> ahead = run.Moved(Step).Forward().Backward(), behind = run.Moved(-Step).Forward().Backward();
        AssertDerivative(ahead.XBar, behind.XBar, run.XBarDot);
        AssertDerivative(ahead.ThetaBar, behind.ThetaBar, run.ThetaBarDot);
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void A_second_consumer_of_the_input_is_added(string name)
    {
        LayerRun<double> alone = Make(name).Forward().Tangent().Backward().BackwardTangent(), added = Make(name);
        added.Accumulate = true;
        added.XBar.AsSpan().Fill(2);
        added.XBarDot.AsSpan().Fill(-3);
        added.Forward().Tangent().Backward().BackwardTangent();
        for (int i = 0; i < alone.XBar.Length; i++)
        {
            Assert.Equal(alone.XBar[i] + 2, added.XBar[i], 1e-13 * (2 + Math.Abs(alone.XBar[i])));
            Assert.Equal(alone.XBarDot[i] - 3, added.XBarDot[i], 1e-13 * (10 + Math.Abs(alone.XBarDot[i])));
        }
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Threads_do_not_change_a_bit(string name)
    {
        (Layer<float> layer, PassContext context) = LayerCases.Make<float>(name);
        const int Many = 150;
        LayerRun<float> one = All(new LayerRun<float>(layer, Many, _one, context)), three = All(new LayerRun<float>(layer, Many, _three, context));
        Assert.Equal(one.Y, three.Y);
        Assert.Equal(one.YDot, three.YDot);
        Assert.Equal(one.XBar, three.XBar);
        Assert.Equal(one.XBarDot, three.XBarDot);
        Assert.Equal(one.ThetaBar, three.ThetaBar);
        Assert.Equal(one.ThetaBarDot, three.ThetaBarDot);
        Assert.Equal(one.Norms, three.Norms);
        Assert.All(one.XBarDot, v => Assert.True(float.IsFinite(v)));
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Float_follows_double(string name)
    {
        (Layer<float> layer, PassContext context) = LayerCases.Make<float>(name);
        LayerRun<double> high = All(Make(name));
        LayerRun<float> low = All(new LayerRun<float>(layer, Batch, _one, context) { X = [.. high.X.Select(x => (float)x)] });
        AssertClose(high.Y, low.Y);
        AssertClose(high.YDot, low.YDot);
        AssertClose(high.XBar, low.XBar);
        AssertClose(high.XBarDot, low.XBarDot);
        AssertClose(high.ThetaBarDot, low.ThetaBarDot);
    }

    [Theory]
    [MemberData(nameof(LayerCases.Names), MemberType = typeof(LayerCases))]
    public void Passes_allocate_nothing(string name)
    {
        LayerRun<float> run = All(new LayerRun<float>(LayerCases.Make<float>(name).Layer, Batch, _one, LayerCases.Make<float>(name).Context));
        All(run);
        long before = GC.GetAllocatedBytesForCurrentThread();
        All(run);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("channel affine")]
    [InlineData("channel affine vector")]
    [InlineData("element affine")]
    public void Norms_are_those_of_batches_of_one(string name)
    {
        LayerRun<double> run = Make(name).Forward().Backward();
        int size = run.X.Length / Batch, half = run.Theta.Length / 2;
        double[] total = new double[run.Theta.Length];
        for (int n = 0; n < Batch; n++)
        {
            LayerRun<double> single = new(run.Layer, 1, _one) { Theta = run.Theta, X = run.X[(n * size)..((n + 1) * size)], YBar = run.YBar[(n * size)..((n + 1) * size)] };
            double[] gradient = single.Forward().Backward().ThetaBar;
            Assert.Equal(gradient[..half].Sum(g => g * g), run.Norms[n], 1e-11);
            Assert.Equal(gradient[half..].Sum(g => g * g), run.Norms[Batch + n], 1e-11);
            for (int i = 0; i < total.Length; i++) total[i] += gradient[i];
        }

        for (int i = 0; i < total.Length; i++) Assert.Equal(total[i], run.ThetaBar[i], 1e-12);
    }

    private LayerRun<double> Make(string name)
    {
        (Layer<double> layer, PassContext context) = LayerCases.Make<double>(name);
        LayerRun<double> run = new(layer, Batch, _one, context);
        if (layer is MaxPool<double> or LeakyRelu<double>) Separate(run.X);
        return run;
    }

    /// <summary>Every value 0.01 from the next and from 0, in random order: no difference quotient steps over a kink.</summary>
    private static void Separate(double[] x)
    {
        int[] order = new int[x.Length];
        new Seed(3).Permutation(order);
        for (int i = 0; i < x.Length; i++) x[i] = 0.01 * (order[i] - (x.Length / 2) + 0.5);
    }

    private static LayerRun<T> All<T>(LayerRun<T> run)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => run.Forward().Tangent().Backward().BackwardTangent();

    private static double Dot(double[] a, double[] b) => a.Zip(b, (u, v) => u * v).Sum();

    private static void AssertDerivative(double[] ahead, double[] behind, double[] derivative)
    {
        double scale = 1 + derivative.Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < derivative.Length; i++) Assert.Equal((ahead[i] - behind[i]) / (2 * Step), derivative[i], Tolerance * scale);
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        double scale = 1e-30 + expected.Select(Math.Abs).DefaultIfEmpty().Max();
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 3e-6 * scale);
    }
}
