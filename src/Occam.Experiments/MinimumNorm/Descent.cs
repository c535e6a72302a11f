using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Kernels.Matrices;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Experiments.MinimumNorm;

/// <summary>
/// Descent on ½Σ(⟨w_c, x_i⟩ − y_ic)² with the weights of every class in double precision, from zero or from a random start, compared along the way with the
/// solution of the smallest norm and with the solution that the start leads to, both in closed form.
/// </summary>
/// <param name="Name">The computation's name.</param>
/// <param name="Examples">Training examples.</param>
/// <param name="Epochs">Passes over them.</param>
/// <param name="Stochastic">One example a step in a new order each epoch, with the step 1/max‖x‖²; else all at once, with the step 1/Σ‖x‖².</param>
/// <param name="FromRandom">Whether the start is random, as long as the solution of the smallest norm.</param>
internal sealed record Descent(string Name, int Examples, int Epochs, bool Stochastic, bool FromRandom)
{
    private const double Growth = 1.25;

    public Computation Computation() => new(
        Name, [MinimumNormNames.Epochs, MinimumNormNames.Distance, MinimumNormNames.OwnDistance, MinimumNormNames.Residual, MinimumNormNames.End], Compute);

    /// <summary>0, 1, 2, 3, 4, 5, 6, 8, … and the last.</summary>
    public static int[] Milestones(int epochs)
    {
        List<int> all = [0];
        while (all[^1] < epochs) all.Add(Math.Min(epochs, Math.Max(all[^1] + 1, (int)(all[^1] * Growth))));
        return [.. all];
    }

    private NamedArray[] Compute(ComputationSite site)
    {
        ChosenImages images = ChosenImages.Of(site.Laboratory, Examples);
        DescentProblem problem = new(new KernelInputs(images.Pixels, Examples, images.Pixels.Length / Examples), images.Targets, images.Classes);
        double[] weights = new double[problem.Length], least = problem.Solution(site.Workers, weights);
        if (FromRandom)
        {
            double scale = Math.Sqrt(Reductions.SumOfSquares<double>(least) / least.Length);
            site.Laboratory.Seed.Derive("minimum-norm").Derive("start").Normals<double>(weights, 0, scale);
        }

        double[] own = FromRandom ? problem.Solution(site.Workers, weights) : least;
        double size = Math.Sqrt(Reductions.SumOfSquares<double>(least));
        int[] milestones = Milestones(Epochs);
        List<double> distances = [], owns = [], residuals = [];
        Seed orders = site.Laboratory.Seed.Derive("minimum-norm").Derive("epochs");
        for (int m = 0; m < milestones.Length; m++)
        {
            if (m > 0)
            {
                DescentSteps steps = new(problem, weights, orders, milestones[m - 1], milestones[m], Stochastic);
                site.Workers.Run(steps, problem.Classes);
            }

            distances.Add(DescentProblem.Distance(weights, least) / size);
            owns.Add(DescentProblem.Distance(weights, own) / size);
            residuals.Add(problem.Residual(weights));
            site.Report(milestones[m], Epochs);
        }

        double kept = DescentProblem.Distance(own, least) / size;
        return
        [
            new(MinimumNormNames.Epochs, [.. milestones.Select(e => (double)e)]), new(MinimumNormNames.Distance, [.. distances]), new(MinimumNormNames.OwnDistance, [.. owns]),
            new(MinimumNormNames.Residual, [.. residuals]),
            new(MinimumNormNames.End, [kept, size, problem.Error(weights, images.Test), problem.Error(least, images.Test), Math.Sqrt(Reductions.SumOfSquares<double>(weights))]),
        ];
    }
}
