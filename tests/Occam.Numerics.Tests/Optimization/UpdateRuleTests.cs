using System.Numerics;
using System.Text.Json;
using Occam.Numerics.Errors;
using Occam.Numerics.Optimization;
using Occam.Numerics.Tests.Simd;

namespace Occam.Numerics.Tests.Optimization;

public class UpdateRuleTests
{
    public static TheoryData<string> Names => ["GradientDescent", "Momentum", "Nesterov", "Adam", "AdamW", "AdaGrad", "RmsProp"];

    /// <summary>Tolerance: a few roundings a step, PyTorch's being without fused multiply-add.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Follows_PyTorch_with_and_without_weight_decay(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(TestFiles.Path("Optimization", "updates_reference.json")));
        int compared = 0;
        foreach (JsonElement entry in document.RootElement.EnumerateArray().Where(e => e.GetProperty("rule").GetString() == name))
        {
            if (entry.GetProperty("type").GetString() == "float32") Compare(Make<float>(name), entry, 2e-6);
            else Compare(Make<double>(name), entry, 4e-15);
            compared++;
        }

        Assert.Equal(4, compared);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Steps_each_coordinate_by_itself(string name)
    {
        IUpdateRule<float> rule = Make<float>(name);
        float[] gradient = [.. Enumerable.Range(0, 37).Select(i => MathF.Sin(i))];
        float[] whole = new float[37], parts = new float[37], state = new float[rule.StateVectors * 37];
        whole.AsSpan().Fill(0.5f);
        parts.AsSpan().Fill(0.5f);
        rule.Apply(whole, gradient, state, 1, 0.1f, 0.01f);
        foreach ((int start, int length) in new[] { (0, 1), (1, 8), (9, 28) })
            rule.Apply(parts.AsSpan(start, length), gradient.AsSpan(start, length), new float[rule.StateVectors * length], 1, 0.1f, 0.01f);
        Assert.Equal(whole, parts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Allocates_nothing(string name)
    {
        IUpdateRule<double> rule = Make<double>(name);
        double[] parameters = new double[100], gradient = new double[100], state = new double[rule.StateVectors * 100];
        rule.Apply(parameters, gradient, state, 1, 0.1, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 2; step < 20; step++) rule.Apply(parameters, gradient, state, step, 0.1, 0);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(3, 3, 1L)]
    [InlineData(4, 5, 1L)]
    [InlineData(4, 8, 0L)]
    public void Refuses_vectors_that_do_not_fit(int gradient, int state, long step)
    {
        ArgumentException fault = Assert.Throws<ArgumentException>(() =>
            new Adam<float>().Apply(new float[4], new float[gradient], new float[state], step, 0.1f, 0));
        Assert.Equal(
            $"Adam.Apply: expected 4 gradient numbers, 8 state numbers and a step from 1 on, got {gradient}, {state} and step {step}. "
            + "Pass vectors of one network, and count steps from 1.",
            fault.Message);
    }

    [Fact]
    public void Refuses_settings_outside_their_range()
    {
        InputException fault = Assert.Throws<InputException>(() => new Momentum<float>(1));
        Assert.Equal("momentum: expected a number from 0 up to, but not including, 1, got 1. 0.9 is usual.", fault.Message);
        Assert.Equal(
            "epsilon: expected a finite number, zero or more, got NaN. Leave it out for the default.",
            Assert.Throws<InputException>(() => new Adam<double>(epsilon: double.NaN)).Message);
    }

    private static IUpdateRule<T> Make<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => name switch
        {
            "GradientDescent" => new GradientDescent<T>(),
            "Momentum" => new Momentum<T>(),
            "Nesterov" => new Nesterov<T>(),
            "Adam" => new Adam<T>(),
            "AdamW" => new AdamW<T>(),
            "AdaGrad" => new AdaGrad<T>(learningRateDecay: 0.125),
            _ => new RmsProp<T>(),
        };

    private static void Compare<T>(IUpdateRule<T> rule, JsonElement entry, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] parameters = Numbers<T>(entry.GetProperty("start")), state = new T[rule.StateVectors * parameters.Length];
        T decay = T.CreateTruncating(entry.GetProperty("weight_decay").GetDouble());
        JsonElement gradients = entry.GetProperty("gradients"), path = entry.GetProperty("parameters");
        for (int step = 1; step <= gradients.GetArrayLength(); step++)
        {
            rule.Apply(parameters, Numbers<T>(gradients[step - 1]), state, step, T.CreateTruncating(0.0625), decay);
            double[] expected = Numbers<double>(path[step - 1]);
            for (int i = 0; i < expected.Length; i++)
                Assert.InRange(double.CreateTruncating(parameters[i]), expected[i] - tolerance, expected[i] + tolerance);
        }
    }

    private static T[] Numbers<T>(JsonElement array)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. array.EnumerateArray().Select(e => T.CreateTruncating(e.GetDouble()))];
}
