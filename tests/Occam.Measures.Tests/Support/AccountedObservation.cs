using Occam.Measures.Planning;

namespace Occam.Measures.Tests.Support;

/// <summary>Made-up numbers of four examples in two layers, and an account of what was asked for.</summary>
internal sealed class AccountedObservation : IObservation
{
    public static IComparer<Need> ByName { get; } = Comparer<Need>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()));

    public HashSet<Need> Read { get; } = [];

    public int ExampleCount => 4;

    public IReadOnlyList<string> Layers => ["first", "second"];

    public ReadOnlySpan<double> Losses => Note<double[]>(new Need.Losses(), [1, 2, 3, 4]);

    public int CorrectCount => Note(new Need.Losses(), 3);

    public ReadOnlySpan<bool> Correct => Note<bool[]>(new Need.Losses(), [true, true, false, true]);

    public ReadOnlySpan<int> Predicted => Note<int[]>(new Need.Losses(), [0, 1, 2, 0]);

    public ReadOnlySpan<double> OutputErrors => Note<double[]>(new Need.Losses(), [0.1, 0.2, 1.1, 0.4]);

    public ReadOnlySpan<double> GradientNormsSquared(int layer) => Note<double[]>(new Need.GradientNorms(), [1, 4, 9, 16]);

    public double GradientSumSquared(int layer) => Note(new Need.GradientSum(), 50.0);

    public ReadOnlySpan<double> GradientDots(int layer) => Note<double[]>(new Need.GradientDots(), [5, 10, 15, 20]);

    public ReadOnlySpan<double> GradientGram => Note<double[]>(new Need.GradientGram(), [1, 1, 0, 0, 1, 4, 2, 0, 0, 2, 9, 3, 0, 0, 3, 16]);

    public int GradientGroupCount => Note(new Need.GradientSecondMoment(), 4);

    public GradientGroup GradientGroup(int group) => new(1, Note<double[]>(new Need.GradientSecondMoment(), [1, group, 0]), new double[] { 1, group * group, 0 });

    private TValue Note<TValue>(Need need, TValue value)
    {
        Read.Add(need);
        return value;
    }
}
