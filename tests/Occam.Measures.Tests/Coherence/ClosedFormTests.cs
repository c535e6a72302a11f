using Occam.Measures.Coherence;
using Occam.Measures.Planning;
using Occam.Measures.Tests.Support;

namespace Occam.Measures.Tests.Coherence;

/// <summary>Gradients for which m-coherence is known without computing: Chatterjee and Zielinski 2020, arXiv 2008.01217, section 3.</summary>
public sealed class ClosedFormTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public void Identical_examples_give_n(int n) =>
        Assert.Equal(n, Of(Enumerable.Repeat<float[]>([3, -2, 1], n)).Value);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(33)]
    public void Orthogonal_gradients_of_any_length_give_1(int n)
    {
        // Σ‖g‖² = ‖Σg‖² for orthogonal vectors whatever their lengths, so leaving one out changes nothing.
        Metric coherence = Of(Enumerable.Range(0, n).Select(i => Axis(n, i, i + 1)));
        Assert.Equal(1, coherence.Value);
        Assert.Equal(0, coherence.Error!.Value, 1e-12);
    }

    [Fact]
    public void Opposed_gradients_give_less_than_1()
    {
        Assert.Equal(0, Of([[2, 1], [-2, -1]]).Value);

        // S = (1, 0), Σ‖g‖² = 4 + 1.
        Assert.Equal(0.2, Of([[2, 0], [-1, 0]]).Value, 1e-15);
    }

    [Fact]
    public void Three_examples_by_hand()
    {
        // g = (1,0), (2,2), (0,2): S = (3,4), ‖S‖² = 25, Σ‖g‖² = 1 + 8 + 4. Without the first 20/12, the second 5/5, the third 13/9;
        // their mean is 37/27, their deviations 8, −10 and 2 over 27, and the error √(2/3 · 168)/27.
        Metric coherence = Of([[1, 0], [2, 2], [0, 2]]);
        Assert.Equal(25.0 / 13, coherence.Value, 1e-14);
        Assert.Equal(Math.Sqrt(112) / 27, coherence.Error!.Value, 1e-14);
    }

    [Fact]
    public void Gradients_of_zero_have_no_coherence()
    {
        Metric coherence = Of([[0, 0], [0, 0], [0, 0]]);
        Assert.Equal(double.NaN, coherence.Value);
        Assert.Equal(double.NaN, coherence.Error);
    }

    [Fact]
    public void Without_the_diagonal_three_examples_by_hand()
    {
        // Pairs of (1,0), (2,2), (0,2): ⟨1,2⟩ = 2, ⟨1,3⟩ = 0, ⟨2,3⟩ = 4, so 2·6 over 2·13. Without the first 8/12, the second 0/5, the third 4/9;
        // their mean is 10/27, their deviations 8, −10 and 2 over 27.
        Metric coherence = OffDiagonal([[1, 0], [2, 2], [0, 2]]);
        Assert.Equal(6.0 / 13, coherence.Value, 1e-14);
        Assert.Equal(Math.Sqrt(112) / 27, coherence.Error!.Value, 1e-14);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void Without_the_diagonal_identical_gradients_give_1_orthogonal_ones_0_and_opposed_ones_less(int n)
    {
        Assert.Equal(1, OffDiagonal(Enumerable.Repeat<float[]>([3, -2, 1], n)).Value, 1e-15);
        Assert.Equal(0, OffDiagonal(Enumerable.Range(0, n).Select(i => Axis(n, i, i + 1))).Value, 1e-15);

        // The corners of a simplex add up to zero: the least there is.
        float[][] simplex = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i == j ? n - 1f : -1f).ToArray())];
        Assert.Equal(-1.0 / (n - 1), OffDiagonal(simplex).Value, 1e-14);
    }

    [Fact]
    public void Without_the_diagonal_one_or_two_examples_have_no_error()
    {
        Assert.Equal(double.NaN, OffDiagonal([[1, 2]]).Value);
        Assert.Equal(double.NaN, OffDiagonal([[1, 2], [2, 2]]).Error);
        Assert.Equal(double.NaN, OffDiagonal([[0, 0], [0, 0], [0, 0]]).Value);
    }

    [Fact]
    public void One_example_has_no_error() => Assert.Equal(double.NaN, Of([[1, 2]]).Error);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Zero_gradients_among_others_multiply_the_mean_agreement_by_their_absence(int zeros)
    {
        // Lemma 4: α = m-coherence/n falls by the fraction of vectors that are not zero, so m-coherence itself stays.
        float[][] gradients = [[1, 0], [2, 2], [0, 2]];
        Assert.Equal(25.0 / 13, Of([.. gradients, .. Enumerable.Repeat<float[]>([0, 0], zeros)]).Value, 1e-14);
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(3, 3)]
    [InlineData(2, 5)]
    public void Batches_of_k_have_the_coherence_of_the_minibatching_law(int examples, int k)
    {
        // Every batch of k draws with replacement, equally often: an identity, not an estimate. Sums stand for means (Lemma 2: scale is free).
        float[][] gradients = [.. Enumerable.Range(0, examples).Select(i => new float[] { i + 1, (i * i) - 2, 3 - i })];
        double alpha = Of(gradients).Value / examples;
        IEnumerable<float[]> batches = [new float[3]];
        for (int draw = 0; draw < k; draw++)
            batches = batches.SelectMany(_ => gradients, (sum, g) => (float[])[sum[0] + g[0], sum[1] + g[1], sum[2] + g[2]]);
        float[][] all = [.. batches];
        Assert.Equal(k * alpha / (1 + ((k - 1) * alpha)), Of(all).Value / all.Length, 1e-13);
    }

    private static Metric Of(IEnumerable<float[]> gradients) => LinearGradients.Coherence([.. gradients])[MCoherence.Name];

    private static Metric OffDiagonal(IEnumerable<float[]> gradients) => LinearGradients.Coherence([.. gradients])[MCoherence.OffDiagonal];

    private static float[] Axis(int length, int axis, float value)
    {
        float[] vector = new float[length];
        vector[axis] = value;
        return vector;
    }
}
