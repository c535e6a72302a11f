using System.Diagnostics;
using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Factorization.Chains;
using Occam.Formats.Npy;
using Occam.Numerics.Errors;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>Descents to the end, from small random weights, with the step divided by the size of the gradient. They go on from where an interruption found them.</summary>
internal static class ChainFits
{
    private const double Memory = 0.99;
    private const int StepsBetweenReports = 50;
    private static readonly TimeSpan s_betweenSaves = TimeSpan.FromSeconds(5);

    /// <summary>One descent.</summary>
    public static Computation Computation(Seed seed, MatrixPlan plan, FitPoint at) => new(MatrixNames.Fit(at), [MatrixNames.Values, MatrixNames.Spectrum], site =>
    {
        MatrixProblem problem = new(seed, plan, at.Draw);
        LinearChain chain = Chain(plan, at.Depth);
        double[] parameters = ChainInitializer.Normal(chain, plan.Starts[at.Start], seed.Derive("start").Derive(at.Draw));
        ChainDescent descent = new(chain, problem.Objective(at.Observed), new GradientDescent<double>(), new StepSize(plan.Rate, Memory), parameters);
        string state = site.StatePath("state");
        Recall(descent, state);
        Descend(descent, plan, site, state);
        double loss = descent.Evaluate(site.Workers, out ReadOnlySpan<double> product);
        double[] spectrum = MatrixProblem.SpectrumOf(product, plan.Size);
        (double nuclear, double rank) = MatrixProblem.SizesOf(spectrum);
        return
        [
            new NamedArray(MatrixNames.Values, new MatrixValues(problem.Error(product), loss, nuclear, rank, descent.Step, double.NaN).ToArray()),
            new NamedArray(MatrixNames.Spectrum, spectrum),
        ];
    });

    /// <summary>Factors as wide as the matrix.</summary>
    public static LinearChain Chain(MatrixPlan plan, int depth) => new([.. Enumerable.Repeat(plan.Size, depth + 1)]);

    private static void Descend(ChainDescent descent, MatrixPlan plan, ComputationSite site, string state)
    {
        Stopwatch clock = Stopwatch.StartNew();
        TimeSpan saved = clock.Elapsed;
        try
        {
            while (descent.Step < plan.Steps && descent.Advance(site.Workers, plan.Goal) > plan.Goal)
            {
                site.Cancellation.ThrowIfCancellationRequested();
                if (descent.Step % StepsBetweenReports != 0) continue;
                site.Report(descent.Step, plan.Steps);
                if (clock.Elapsed - saved < s_betweenSaves) continue;
                Save(descent, state);
                saved = clock.Elapsed;
            }
        }
        catch (OperationCanceledException)
        {
            Save(descent, state);
            throw;
        }
        catch (NumericalException wrong)
        {
            throw new NumericalException(wrong.Fault.What, wrong.Fault.Expected, wrong.Fault.Got, "Lower rate=.");
        }
    }

    private static void Save(ChainDescent descent, string path) =>
        NpyFile.Write<double>(path, [descent.Parameters.Length + 2], [descent.Step, descent.Average, .. descent.Parameters]);

    private static void Recall(ChainDescent descent, string path)
    {
        if (!File.Exists(path)) return;
        double[] saved = NpyFile.Read(path).ToDouble();
        (descent.Step, descent.Average) = ((long)saved[0], saved[1]);
        saved.AsSpan(2).CopyTo(descent.Parameters);
    }
}
