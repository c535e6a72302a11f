namespace Occam.Measures.Planning;

/// <summary>Σ g and Σ g² of every parameter over groups of consecutive examples, of sizes that differ by one at most.</summary>
internal sealed class GroupMoments(int examples, int parameters)
{
    private const int MostGroups = 10;
    private readonly double[][] _sums = Arrays(examples, parameters), _squares = Arrays(examples, parameters);

    public int Count => _sums.Length;

    public static int GroupCount(int examples) => Math.Min(MostGroups, examples);

    /// <summary>The first example of a group; of the group after the last, the number of examples.</summary>
    public int First(int group) => (int)((long)group * examples / Count);

    public double[] Sums(int group) => _sums[group];

    public double[] Squares(int group) => _squares[group];

    public GradientGroup Group(int group) => new(First(group + 1) - First(group), _sums[group], _squares[group]);

    private static double[][] Arrays(int examples, int parameters) => [.. Enumerable.Range(0, GroupCount(examples)).Select(_ => new double[parameters])];
}
