using Occam.Measures.Examples;
using Occam.Numerics.Errors;
using Occam.Testing;

namespace Occam.Measures.Tests.Examples;

/// <summary>When examples are learnt and forgotten.</summary>
public sealed class ExampleHistoryTests
{
    [Fact]
    public void Five_fates_by_hand()
    {
        ExampleHistory history = new(5);
        string[] seen = ["11100", "10100", "11000", "11100"];
        long[] steps = [0, 1, 10, 100];
        for (int t = 0; t < 4; t++)
            history.Add(steps[t], [.. seen[t].Select(c => c == '1')], [1, 2, 3, 4, t], [0.5, 0.5, 0.5, t, 0]);

        // Always; wrong at 1; wrong at 10; never; never.
        Assert.Equal([0, 10, 100, double.NaN, double.NaN], history.LearningTime);
        Assert.Equal([0, 0, 0, double.NaN, double.NaN], history.FirstLearnt);
        Assert.Equal([0, 1, 1, 0, 0], history.ForgettingEvents);
        Assert.Equal([1, 0.75, 0.75, 0, 0], history.CorrectFraction);
        Assert.Equal([1, 2, 3, 4, 1.5], history.MeanLoss);
        Assert.Equal([0.5, 0.5, 0.5, 1.5, 0], history.MeanOutputError);
        Assert.Equal((4, 100L, 5), (history.ObservationCount, history.LastStep, history.ExampleCount));
    }

    [Fact]
    public void An_example_that_is_wrong_in_the_end_is_not_learnt_though_it_once_was()
    {
        ExampleHistory history = new(1);
        foreach ((long step, bool right) in (ReadOnlySpan<(long, bool)>)[(3, false), (5, true), (7, true), (9, false)]) history.Add(step, [right], [0], [0]);
        Assert.Equal([double.NaN], history.LearningTime);
        Assert.Equal([5], history.FirstLearnt);
        Assert.Equal([1], history.ForgettingEvents);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void A_restored_history_goes_on_to_the_same_bits(int interruption)
    {
        const int n = 20, observations = 12;
        ExampleHistory whole = new(n), first = new(n);
        Add(whole, 0, observations);
        Add(first, 0, interruption);
        ExampleHistory second = ExampleHistory.Restore(first.State);
        Add(second, interruption, observations);
        Assert.Equal(whole.State.Select(s => s.Name), second.State.Select(s => s.Name));
        Assert.All(whole.State.Zip(second.State), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
        Assert.Equal(whole.LearningTime, second.LearningTime);
        Assert.Equal(whole.MeanLoss, second.MeanLoss);
        Assert.Equal(interruption, first.ObservationCount);
    }

    [Fact]
    public void Without_observations_nothing_is_known()
    {
        ExampleHistory history = new(2);
        Assert.Equal([double.NaN, double.NaN], history.LearningTime);
        Assert.Equal([double.NaN, double.NaN], history.MeanLoss);
        Assert.Equal(-1, history.LastStep);
    }

    [Fact]
    public void Observations_must_go_forward_and_be_of_the_same_examples()
    {
        ExampleHistory history = new(2);
        history.Add(4, [true, true], [0, 0], [0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => history.Add(4, [true, true], [0, 0], [0, 0]));
        Assert.Throws<ArgumentException>(() => history.Add(5, [true], [0, 0], [0, 0]));
        Assert.Throws<ArgumentException>(() => history.Add(5, [true, true], [0, 0], [0]));
        Assert.Equal(1, history.ObservationCount);
    }

    [Fact]
    public void A_state_that_is_none_is_refused()
    {
        (string Name, double[] Values)[] state = [.. new ExampleHistory(2).State];
        InputException missing = Assert.Throws<InputException>(() => ExampleHistory.Restore([.. state.Where(s => s.Name != "loss_sum")]));
        Assert.StartsWith("State of an example history: expected an array 'loss_sum', got 'progress', ", missing.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => ExampleHistory.Restore([]));
        Assert.Throws<InputException>(() => ExampleHistory.Restore([.. state.Select(s => s.Name == "loss_sum" ? (s.Name, new double[3]) : s)]));
        foreach (double[] progress in (double[][])[[-1, 0], [0.5, 0], [double.NaN, 0], [1, double.PositiveInfinity], [1, -7]])
            Assert.Throws<InputException>(() => ExampleHistory.Restore([.. state.Select(s => s.Name == "progress" ? (s.Name, progress) : s)]));
        Assert.Throws<InputException>(() => ExampleHistory.Restore([.. state.Select(s => s.Name == "progress" ? s : (s.Name, (double[])[]))]));
    }

    private static void Add(ExampleHistory history, int from, int to)
    {
        for (int t = from; t < to; t++)
        {
            Draws draws = new($"history {t}");
            bool[] correct = [.. Enumerable.Range(0, history.ExampleCount).Select(_ => draws.Integer(3) > 0)];
            history.Add(t * 10, correct, draws.Normals(history.ExampleCount), draws.Normals(history.ExampleCount));
        }
    }
}
