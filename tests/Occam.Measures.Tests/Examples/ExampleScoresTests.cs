using Occam.Data.Datasets;
using Occam.Measures.Examples;
using Occam.Measures.Tests.Support;
using Occam.Networks.Losses;

namespace Occam.Measures.Tests.Examples;

/// <summary>Scores of single examples.</summary>
public sealed class ExampleScoresTests
{
    [Fact]
    public void Three_gradients_by_hand()
    {
        // g = (1,0), (2,2), (0,2): S = (3,4), ‖S‖ = 5, the dots are 3, 14 and 8. In two layers of one column the sums are the same.
        foreach (int[] widths in (int[][])[[2], [1, 1]])
        {
            ExampleScores scores = new();
            scores.Evaluate(new MatrixObservation([[1, 0], [2, 2], [0, 2]], widths));
            Assert.Equal([1, Math.Sqrt(8), 2], scores.Norms);
            Assert.Equal(0.6, scores.Alignments[0], 1e-15);
            Assert.Equal(14 / (5 * Math.Sqrt(8)), scores.Alignments[1], 1e-15);
            Assert.Equal(0.8, scores.Alignments[2], 1e-15);
        }
    }

    [Fact]
    public void A_gradient_of_zero_has_no_direction()
    {
        ExampleScores scores = new();
        scores.Evaluate(new MatrixObservation([[1, 0], [0, 0], [-3, 0]]));
        Assert.Equal([1, 0, 3], scores.Norms);
        Assert.Equal([-1, double.NaN, 1], scores.Alignments);
    }

    [Fact]
    public void Of_a_linear_model_by_hand()
    {
        // f = 0 and y = 1: loss ½, error 1, gradient −x; a single output at 0 answers 0.
        ExampleScores scores = new();
        Dataset data = LinearGradients.Data([[3, 4], [0, 2]]);
        Watching.Observe(LinearGradients.Model(2), [0.0, 0.0], new SquaredError<double>(), data, scores, chunk: 1);
        Assert.Equal([5, 2], scores.Norms);
        Assert.Equal([0.5, 0.5], scores.Losses);
        Assert.Equal([1, 1], scores.OutputErrors);
        Assert.Equal([0, 0], scores.Predicted);
        Assert.Equal([false, false], scores.Correct);

        // S = (3, 6): cosines 33/(5√45) and 12/(2√45).
        Assert.Equal(33 / (5 * Math.Sqrt(45)), scores.Alignments[0], 1e-15);
        Assert.Equal(6 / Math.Sqrt(45), scores.Alignments[1], 1e-15);
    }

    [Fact]
    public void Predictions_are_of_the_example_at_their_place_whatever_the_chunk()
    {
        ExampleScores whole = new(), cut = new();
        Watching.Observe(Mixed.Network<double>(), Mixed.Theta<double>(), new SoftmaxCrossEntropy<double>(), Mixed.Data(23), whole);
        Watching.Observe(Mixed.Network<double>(), Mixed.Theta<double>(), new SoftmaxCrossEntropy<double>(), Mixed.Data(23), cut, chunk: 5);
        Assert.Equal(whole.Predicted, cut.Predicted);
        Assert.Equal(whole.Correct, cut.Correct);
        Assert.Contains(true, whole.Correct);
        Assert.Contains(false, whole.Correct);
        for (int i = 0; i < 23; i++)
        {
            Assert.Equal(whole.Predicted[i] == Mixed.Data(23).Labels[i], whole.Correct[i]);
            Watching.Near(whole.OutputErrors[i], cut.OutputErrors[i], 1e-12);
            Watching.Near(whole.Alignments[i], cut.Alignments[i], 1e-12);
        }
    }
}
