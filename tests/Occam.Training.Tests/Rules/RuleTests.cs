using System.Runtime.Intrinsics;
using Occam.Data.Datasets;
using Occam.Numerics.Errors;
using Occam.Numerics.Threading;
using Occam.Testing;
using Occam.Training.Rules;
using Occam.Training.Tests.Support;

namespace Occam.Training.Tests.Rules;

/// <summary>What the rules promise beside their formulas: threads, warm-up of the window, divergence, the same dropout at both points.</summary>
public sealed class RuleTests
{
    public static TheoryData<string, string> Pairs => Subjects.RulesAndNetworks;

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Threads_change_no_bit(string rule, string network)
    {
        using Session one = new(network, Subjects.With(rule), threads: 1), many = new(network, Subjects.With(rule), threads: 3);
        Assert.Equal(one.Train(9), many.Train(9));
        Session.Same(one, many);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_training_lowers_its_loss(string rule, string network)
    {
        using Session session = new(network, Subjects.With(rule, rate: 0.05));
        double[] losses = session.Train(80);
        Assert.Equal(80, session.Trainer.StepsTaken);
        Assert.True(losses[^8..].Average() < 0.8 * losses[..4].Average(), $"{losses[..4].Average()} to {losses[^8..].Average()}");
    }

    [Fact]
    public void Winsorizing_at_nothing_is_the_mean_but_for_rounding()
    {
        using Session mean = new("mlp", Subjects.With("mean")), winsorized = new("mlp", Subjects.With("winsorized:0")), clipped = new("mlp", Subjects.With("winsorized:20"));
        foreach (Session session in (Session[])[mean, winsorized, clipped]) session.Train(10);
        Assert.InRange(Distance(mean, winsorized), 0, 1e-5);
        Assert.InRange(Distance(mean, clipped), 1e-3, 1);
    }

    [Theory]
    [InlineData("rm3")]
    [InlineData("ra3")]
    public void The_first_step_is_taken_with_three_gradients(string rule)
    {
        using Session session = new("mlp", Subjects.With(rule));
        float[] start = [.. session.Trainer.Theta];
        session.Train(2);
        Assert.Equal(start, session.Trainer.Theta);
        Assert.Equal(2, session.Trainer.StepsTaken);
        session.Train(1);
        Assert.NotEqual(start, session.Trainer.Theta);
    }

    [Theory]
    [InlineData("sam:1e-7")]
    [InlineData("asam:1e-7")]
    public void Both_points_have_the_same_dropout(string rule)
    {
        // With other units dropped the gradient would be another one altogether.
        using Session mean = new("cnn", Subjects.With("mean")), sharp = new("cnn", Subjects.With(rule)), start = new("cnn", Subjects.With("mean"));
        mean.Train(1);
        sharp.Train(1);
        Assert.InRange(Distance(mean, sharp), 0, 1e-3 * Distance(mean, start));
    }

    [Theory]
    [InlineData("sam:0.05")]
    [InlineData("asam:0.5")]
    public void Without_a_gradient_there_is_no_perturbation(string rule)
    {
        // Blank images, no weights and one example of each class: the gradient is zero, exactly.
        Dataset drawn = Subjects.Data(4);
        Dataset blank = new("blank", new float[4 * drawn.Shape.Size], drawn.Shape, [0, 1, 2, 3], Subjects.Classes);
        using Session session = new("mlp", Subjects.With(rule) with { BatchSize = 4 }, data: blank);
        Array.Clear(session.Trainer.Theta);
        Assert.Equal(Math.Log(Subjects.Classes), session.Train(3)[2], 1e-7);
        Assert.All(session.Trainer.Theta, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("sam:1e30")]
    [InlineData("asam:1e30")]
    public void A_perturbed_point_without_a_loss_is_a_divergence(string rule)
    {
        using Session session = new("mlp", Subjects.With(rule));
        NumericalException fault = Assert.Throws<NumericalException>(() => session.Train(1));
        Assert.StartsWith("Training step 0: expected a finite loss, got NaN, first seen in layer 'fc2'. Try a learning rate below", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, session.Trainer.StepsTaken);
    }

    [Theory]
    [InlineData("winsorized:8", 1)]
    [InlineData("median", 1)]
    [InlineData("m3", 1)]
    [InlineData("rm3", 3)]
    [InlineData("ra3", 3)]
    public void A_training_that_diverges_says_so_as_without_a_rule(string rule, int step)
    {
        using Session session = new("mlp", Subjects.With(rule, rate: 1e30) with { Schedule = "constant", WarmUp = 0 });
        NumericalException fault = Assert.Throws<NumericalException>(() => session.Train(10));
        Assert.StartsWith($"Training step {step}: expected a finite loss, got NaN, first seen in layer 'fc2'.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(step, session.Trainer.StepsTaken);
    }

    [Fact]
    public void The_middle_of_three_is_the_middle_of_three_sorted()
    {
        Draws draws = new("triples");
        const int Length = (1 << 15) + 77;
        double[] a = draws.Normals(Length), b = draws.Normals(Length), c = draws.Normals(Length), c2 = [.. c];
        b[5] = a[5];
        c[6] = c2[6] = a[6];
        double[] both = [.. a, .. b], averages = [.. c];
        using Workers workers = new(2);
        Triples.Combine<double, MedianOfThree<double>>(workers, both, 0, both, Length, c);
        Triples.Combine<double, AverageOfThree<double>>(workers, both, Length, both, 0, averages);
        for (int i = 0; i < Length; i++)
        {
            double[] sorted = [a[i], b[i], c2[i]];
            Array.Sort(sorted);
            Assert.Equal(sorted[1], c[i]);
            Assert.Equal((a[i] + b[i] + c2[i]) / 3, averages[i], 1e-15);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_value_that_is_no_number_does_not_disappear_in_a_median(int place)
    {
        Vector256<float>[] values = [Vector256.Create(1f), Vector256.Create(2f), Vector256.Create(3f)];
        values[place] = Vector256.Create(float.NaN);
        Assert.True(float.IsNaN(MedianOfThree<float>.Of(values[0], values[1], values[2])[0]));
    }

    private static double Distance(Session a, Session b) => Tolerance.Error(Vectors.Convert<float, double>(a.Trainer.Theta), Vectors.Convert<float, double>(b.Trainer.Theta));
}
