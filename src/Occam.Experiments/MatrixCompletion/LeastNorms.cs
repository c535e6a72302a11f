using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Factorization.NuclearNorm;
using Occam.Factorization.Objectives;
using Occam.Numerics.Random;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>The matrix itself, and that of the least nuclear norm among those that meet the observations.</summary>
internal static class LeastNorms
{
    /// <summary>The spectrum of a drawn matrix.</summary>
    public static Computation Truth(Seed seed, MatrixPlan plan, int draw) => new(MatrixNames.Truth(draw), [MatrixNames.Values, MatrixNames.Spectrum], _ =>
    {
        double[] spectrum = MatrixProblem.SpectrumOf(new MatrixProblem(seed, plan, draw).Truth, plan.Size);
        (double nuclear, double rank) = MatrixProblem.SizesOf(spectrum);
        return [new NamedArray(MatrixNames.Values, new MatrixValues(0, 0, nuclear, rank, 0, double.NaN).ToArray()), new NamedArray(MatrixNames.Spectrum, spectrum)];
    });

    /// <summary>The least nuclear norm.</summary>
    public static Computation Least(Seed seed, MatrixPlan plan, int observed, int draw) => new(MatrixNames.Least(observed, draw), [MatrixNames.Values, MatrixNames.Spectrum], site =>
    {
        MatrixProblem problem = new(seed, plan, draw);
        Observations observations = problem.Observations(observed);
        NuclearNormSettings settings = new(plan.Tolerance);
        NuclearNormSolution solution = NuclearNormCompletion.Solve(site.Workers, observations, settings, (iteration, _) => site.Report(iteration, settings.MostIterations), site.Cancellation);
        double[] spectrum = MatrixProblem.SpectrumOf(solution.Matrix, plan.Size);
        double loss = new Completion(observations).Evaluate(site.Workers, solution.Matrix, new double[solution.Matrix.Length]);
        MatrixValues values = new(
            problem.Error(solution.Matrix), loss, solution.NuclearNorm, MatrixProblem.SizesOf(spectrum).EffectiveRank, solution.Iterations, solution.RelativeGap);
        return [new NamedArray(MatrixNames.Values, values.ToArray()), new NamedArray(MatrixNames.Spectrum, spectrum)];
    });
}
