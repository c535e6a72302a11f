using System.Runtime.Intrinsics;
using Occam.Networks.Activations;
using Occam.Networks.Layers;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Layers;

public sealed class ElementTests : IDisposable
{
    private readonly Workers _workers = new(1);

    public void Dispose() => _workers.Dispose();

    // Values of C's tanh, exp and erf (python's math module), 17 digits.
    [Theory]
    [InlineData(0.0, 0.0, 0.5, 0.0, 0.0)]
    [InlineData(1.0, 0.76159415595576485, 0.73105857863000490, 0.73105857863000490, 0.84134474606854293)]
    [InlineData(-2.0, -0.96402758007581690, 0.11920292202211755, -0.23840584404423510, -0.045500263896358417)]
    public void Activations_have_known_values(double x, double tanh, double sigmoid, double silu, double gelu)
    {
        Vector256<double> at = Vector256.Create(x);
        Assert.Equal(tanh, Tanh<double>.Value(at)[0], 1e-15);
        Assert.Equal(sigmoid, Sigmoid<double>.Value(at)[0], 1e-15);
        Assert.Equal(silu, Silu<double>.Value(at)[0], 1e-15);
        Assert.Equal(gelu, Gelu<double>.Value(at)[0], 1e-15);
        Assert.Equal(x * x, Square<double>.Value(at)[0]);
    }

    [Fact]
    public void Activations_keep_nan_and_saturate()
    {
        Vector256<float> nan = Vector256.Create(float.NaN), large = Vector256.Create(50f);
        Assert.True(float.IsNaN(Tanh<float>.Value(nan)[0]) && float.IsNaN(Sigmoid<float>.Value(nan)[0]));
        Assert.True(float.IsNaN(Silu<float>.Value(nan)[0]) && float.IsNaN(Gelu<float>.Value(nan)[0]));
        Assert.Equal((1f, 1f, 50f, 50f), (Tanh<float>.Value(large)[0], Sigmoid<float>.Value(large)[0], Silu<float>.Value(large)[0], Gelu<float>.Value(large)[0]));
        Assert.Equal((0f, 0f), (Silu<float>.Value(-large * 4)[0], Gelu<float>.Value(-large)[0]));
    }

    [Fact]
    public void A_leaky_rectifier_leaks_and_takes_the_left_derivative_at_zero()
    {
        LayerRun<float> run = new(new LeakyRelu<float>(new Shape(4), 0.25), 1, _workers) { X = [-2, 0, 3, float.NaN], YBar = [1, 1, 1, 1] };
        Assert.Equal([-0.5f, 0, 3, float.NaN], run.Forward().Y);
        Assert.Equal([0.25f, 0.25f, 1, 0.25f], run.Backward().XBar);
    }

    [Fact]
    public void Scale_and_flatten_do_what_they_say()
    {
        Shape image = new(2, 1, 2);
        Assert.Equal([2f, 4, 6, 8], new LayerRun<float>(new Scale<float>(image, 2), 1, _workers) { X = [1, 2, 3, 4] }.Forward().Y);
        LayerRun<float> flat = new(new Flatten<float>(image), 1, _workers) { X = [1, 2, 3, 4] };
        Assert.Equal([1f, 2, 3, 4], flat.Forward().Y);
        Assert.Equal(new Shape(4), flat.Layer.Output);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Dropout_drops_at_its_rate_and_keeps_the_mean(double rate)
    {
        const int Size = 20011, Batch = 10;
        LayerRun<double> run = Drop(rate, Size, Batch, new Seed(1)).Forward();
        int dropped = run.Y.Count(y => y == 0);

        // A binomial count: five standard deviations, once and for all with this seed.
        Assert.Equal(rate * Size * Batch, dropped, 5 * Math.Sqrt(rate * (1 - rate) * Size * Batch));
        Assert.All(run.Y, y => Assert.True(y == 0 || y == 1 / (1 - rate)));

        // Neighbours are independent: so many pairs are both dropped.
        int pairs = run.Y.Zip(run.Y.Skip(1)).Count(p => p.First == 0 && p.Second == 0);
        Assert.Equal(rate * rate * Size * Batch, pairs, 8 * Math.Sqrt(rate * rate * Size * Batch));
    }

    [Fact]
    public void The_mask_is_named_and_changes_with_the_step()
    {
        Seed step = new(11);
        double[] mask = Drop(0.5, 1000, 2, step).Forward().Y;
        Seed named = step.Derive("drop");
        for (int i = 0; i < mask.Length; i++)
        {
            (uint a, uint b, uint c, uint d) = named.Words((ulong)(i / 4));
            uint word = (i % 4) switch { 0 => a, 1 => b, 2 => c, _ => d };
            Assert.Equal(word >= 0x80000000 ? 2 : 0, mask[i]);
        }

        Assert.NotEqual(mask, Drop(0.5, 1000, 2, new Seed(12)).Forward().Y);
    }

    [Fact]
    public void Frozen_dropout_is_the_identity()
    {
        LayerRun<double> run = Drop(0.5, 100, 1, new Seed(1));
        run.Context = PassContext.Frozen;
        Assert.All(run.Forward().Y, y => Assert.Equal(1, y));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_wrong_rate_is_refused(double rate) =>
        Assert.StartsWith("Dropout 'd': expected a rate in [0, 1), got ", Assert.Throws<InputException>(() => new Dropout<float>(new Shape(3), rate, "d")).Message, StringComparison.Ordinal);

    private LayerRun<double> Drop(double rate, int size, int batch, Seed step)
    {
        LayerRun<double> run = new(new Dropout<double>(new Shape(size), rate, "drop"), batch, _workers, PassContext.Step(step));
        run.X.AsSpan().Fill(1);
        return run;
    }
}
