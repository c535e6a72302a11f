using Occam.Experiments.Computing;
using Occam.Experiments.Judging;
using Occam.Experiments.Watching;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>What a run of <see cref="MatrixCompletionExperiment"/> goes through.</summary>
internal sealed record MatrixPlan
{
    /// <summary>Rows and columns of the matrix, and the width of every factor.</summary>
    public required int Size { get; init; }

    /// <summary>Its rank.</summary>
    public required int Rank { get; init; }

    /// <summary>Whether entries are observed; otherwise inner products with random matrices.</summary>
    public required bool Completes { get; init; }

    /// <summary>How many matrices are drawn.</summary>
    public required int Draws { get; init; }

    /// <summary>Numbers of observations, ascending.</summary>
    public required int[] Observed { get; init; }

    /// <summary>Numbers of factors, ascending.</summary>
    public required int[] Depths { get; init; }

    /// <summary>Scales of the first weights, descending.</summary>
    public required double[] Starts { get; init; }

    /// <summary>The rate of the descents, which is divided by the size of the gradient.</summary>
    public required double Rate { get; init; }

    /// <summary>Steps of a descent at most.</summary>
    public required int Steps { get; init; }

    /// <summary>The loss at which a descent ends.</summary>
    public required double Goal { get; init; }

    /// <summary>How far an entry of the matrix of the least nuclear norm may lie from its observation.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Numbers of factors whose singular values are watched, ascending.</summary>
    public required int[] PathDepths { get; init; }

    /// <summary>Steps of a watched descent.</summary>
    public required int PathSteps { get; init; }

    /// <summary>The constant rate of a watched descent.</summary>
    public required double PathRate { get; init; }

    /// <summary>The scale of its first weights, multiples of the identity.</summary>
    public required double PathStart { get; init; }

    /// <summary>The fewest observations.</summary>
    public int Few => Observed[0];

    /// <summary>The most observations.</summary>
    public int Many => Observed[^1];

    /// <summary>The depth that the deepest is compared with.</summary>
    public int Shallow => Depths[0];

    /// <summary>The deepest.</summary>
    public int Deep => Depths[^1];

    /// <summary>The smallest first weights.</summary>
    public int SmallestStart => Starts.Length - 1;

    /// <summary>Every descent.</summary>
    public IEnumerable<FitPoint> Fits =>
        from observed in Observed from depth in Depths from start in Enumerable.Range(0, Starts.Length) from draw in Enumerable.Range(0, Draws) select new FitPoint(depth, observed, start, draw);

    /// <summary>The plan as it was written down.</summary>
    public static MatrixPlan Of(RunRecord record)
    {
        double[] sizes = record.Result(MatrixNames.Plan, MatrixNames.Sizes);
        return new MatrixPlan
        {
            Size = (int)sizes[0],
            Rank = (int)sizes[1],
            Completes = sizes[2] == 0,
            Draws = (int)sizes[3],
            Rate = sizes[4],
            Steps = (int)sizes[5],
            Goal = sizes[6],
            Tolerance = sizes[7],
            PathSteps = (int)sizes[8],
            PathRate = sizes[9],
            PathStart = sizes[10],
            Observed = Whole(MatrixNames.Observed),
            Depths = Whole(MatrixNames.Depths),
            PathDepths = Whole(MatrixNames.PathDepths),
            Starts = record.Result(MatrixNames.Plan, MatrixNames.Starts),
        };

        int[] Whole(string name) => [.. record.Result(MatrixNames.Plan, name).Select(v => (int)v)];
    }

    /// <summary>Writes the plan beside the results, so that they can be judged from the run folder alone.</summary>
    public Computation Computation() => new(
        MatrixNames.Plan, [MatrixNames.Sizes, MatrixNames.Observed, MatrixNames.Depths, MatrixNames.Starts, MatrixNames.PathDepths], _ =>
        [
            new NamedArray(MatrixNames.Sizes, [Size, Rank, Completes ? 0 : 1, Draws, Rate, Steps, Goal, Tolerance, PathSteps, PathRate, PathStart]),
            new NamedArray(MatrixNames.Observed, [.. Observed.Select(v => (double)v)]),
            new NamedArray(MatrixNames.Depths, [.. Depths.Select(v => (double)v)]),
            new NamedArray(MatrixNames.Starts, Starts),
            new NamedArray(MatrixNames.PathDepths, [.. PathDepths.Select(v => (double)v)]),
        ]);
}
