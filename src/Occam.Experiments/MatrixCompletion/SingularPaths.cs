using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Factorization.Chains;
using Occam.Factorization.Spectra;
using Occam.Numerics.Dense;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>Descents with a small constant rate from equal, balanced factors, and how the singular values of their product move.</summary>
internal static class SingularPaths
{
    /// <summary>How many singular values are kept.</summary>
    public const int Kept = 10;

    private const int Observations = 200;

    /// <summary>One descent.</summary>
    public static Computation Computation(Seed seed, MatrixPlan plan, int depth, int draw) => new(
        MatrixNames.Path(depth, draw), [MatrixNames.Steps, MatrixNames.Spectra, MatrixNames.Errors, MatrixNames.Predicted, MatrixNames.Measured, MatrixNames.Shares], site =>
        {
            MatrixProblem problem = new(seed, plan, draw);
            LinearChain chain = ChainFits.Chain(plan, depth);
            ChainDescent descent = new(chain, problem.Objective(plan.Few), new GradientDescent<double>(), new StepSize(plan.PathRate), ChainInitializer.Identity(chain, plan.PathStart));
            PathLog log = new(plan, depth);
            int between = Math.Max(1, plan.PathSteps / Observations);
            while (descent.Step < plan.PathSteps)
            {
                if (descent.Step % between == 0)
                {
                    log.Observe(site, descent, problem);
                    site.Report(descent.Step, plan.PathSteps);
                }
                else
                {
                    descent.Advance(site.Workers);
                }
            }

            return log.Results();
        });

    /// <summary>What is seen on the way.</summary>
    private sealed class PathLog(MatrixPlan plan, int depth)
    {
        private readonly List<double> _steps = [], _spectra = [], _errors = [], _predicted = [], _measured = [], _shares = [];
        private readonly int _kept = Math.Min(Kept, plan.Size);
        private SingularValueDecomposition? _near;

        /// <summary>Measures, makes a step, and measures how far the values have moved in it.</summary>
        public void Observe(ComputationSite site, ChainDescent descent, MatrixProblem problem)
        {
            descent.Evaluate(site.Workers, out ReadOnlySpan<double> product);
            SingularValueDecomposition before = SingularValueDecomposition.Of(product, plan.Size, plan.Size, _near);
            SpectralFlow flow = SpectralFlow.Of(site.Workers, before, descent.MatrixGradient);
            _steps.Add(descent.Step);
            _errors.Add(problem.Error(product));
            _shares.Add(flow.DiagonalShare());
            _spectra.AddRange(before.Values.Take(_kept));
            descent.Advance(site.Workers);
            descent.Evaluate(site.Workers, out product);
            _near = SingularValueDecomposition.Of(product, plan.Size, plan.Size, before);
            for (int r = 0; r < _kept; r++)
            {
                _predicted.Add(flow.Speed(before.Values[r], r, depth));
                _measured.Add((_near.Values[r] - before.Values[r]) / plan.PathRate);
            }
        }

        public IReadOnlyList<NamedArray> Results() =>
        [
            new(MatrixNames.Steps, [.. _steps]), new(MatrixNames.Spectra, [.. _spectra]), new(MatrixNames.Errors, [.. _errors]),
            new(MatrixNames.Predicted, [.. _predicted]), new(MatrixNames.Measured, [.. _measured]), new(MatrixNames.Shares, [.. _shares]),
        ];
    }
}
