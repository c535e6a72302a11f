using Occam.Experiments.Computing;
using Occam.Experiments.Watching;
using Occam.Factorization.Chains;
using Occam.Factorization.Objectives;
using Occam.Factorization.Spectra;
using Occam.Numerics.Dense;
using Occam.Numerics.Errors;
using Occam.Numerics.Optimization;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Experiments.MatrixCompletion;

/// <summary>Descents with a small constant rate from equal, balanced factors, and how the singular values of their product move.</summary>
internal static class SingularPaths
{
    /// <summary>How many singular values are kept.</summary>
    public const int Kept = 10;

    private const int Observations = 200;

    /// <summary>One descent.</summary>
    public static Computation Computation(Seed seed, MatrixPlan plan, int depth, int draw) => new(
        MatrixNames.Path(depth, draw),
        [MatrixNames.Steps, MatrixNames.Spectra, MatrixNames.Errors, MatrixNames.Predicted, MatrixNames.Measured, MatrixNames.Shares, MatrixNames.Imbalances], site =>
        {
            MatrixProblem problem = new(seed, plan, draw);
            LinearChain chain = ChainFits.Chain(plan, depth);
            PathLog log = new(plan, chain, problem);
            try
            {
                Descend(log, plan, site);
            }
            catch (NumericalException wrong)
            {
                throw new NumericalException($"Watched descent of depth {depth}: {wrong.Fault.What}", wrong.Fault.Expected, wrong.Fault.Got, "Lower path-rate=.");
            }

            return log.Results();
        });

    private static void Descend(PathLog log, MatrixPlan plan, ComputationSite site)
    {
        int between = Math.Max(1, plan.PathSteps / Observations);
        for (ChainDescent descent = log.Descent; ; descent.Advance(site.Workers))
        {
            site.Cancellation.ThrowIfCancellationRequested();
            bool last = descent.Step == plan.PathSteps;
            if (last || descent.Step % between == 0)
            {
                log.Observe(site.Workers);
                site.Report(descent.Step, plan.PathSteps);
            }

            if (last) return;
        }
    }

    /// <summary>A descent, and what is seen on the way.</summary>
    private sealed class PathLog
    {
        // So small a step that it shows the speed, and large enough that rounding does not.
        private const double Trial = 1e-3;

        private readonly List<double> _steps = [], _spectra = [], _errors = [], _predicted = [], _measured = [], _shares = [], _imbalances = [];
        private readonly MatrixPlan _plan;
        private readonly LinearChain _chain;
        private readonly MatrixProblem _problem;
        private readonly ChainDescent _trial;
        private readonly int _kept;
        private SingularValueDecomposition? _near;

        public PathLog(MatrixPlan plan, LinearChain chain, MatrixProblem problem)
        {
            (_plan, _chain, _problem, _kept) = (plan, chain, problem, Math.Min(Kept, plan.Size));
            IMatrixObjective objective = problem.Objective(plan.Few);
            double[] start = ChainInitializer.Identity(chain, plan.PathStart);
            Descent = new ChainDescent(chain, objective, new GradientDescent<double>(), new StepSize(plan.PathRate), start);
            _trial = new ChainDescent(chain, objective, new GradientDescent<double>(), new StepSize(Trial * plan.PathRate), [.. start]);
        }

        public ChainDescent Descent { get; }

        /// <summary>Measures, and sees in a trial step how fast the values move.</summary>
        public void Observe(Workers workers)
        {
            Descent.Evaluate(workers, out ReadOnlySpan<double> product);
            SingularValueDecomposition before = SingularValueDecomposition.Of(product, _plan.Size, _plan.Size, _near);
            SpectralFlow flow = SpectralFlow.Of(workers, before, Descent.MatrixGradient);
            _steps.Add(Descent.Step);
            _errors.Add(_problem.Error(product));
            _shares.Add(flow.DiagonalShare());
            _imbalances.Add(_chain.Imbalance(workers, Descent.Parameters));
            _spectra.AddRange(before.Values.Take(_kept));
            Descent.Parameters.CopyTo(_trial.Parameters);
            _trial.Advance(workers);
            _trial.Evaluate(workers, out product);
            _near = SingularValueDecomposition.Of(product, _plan.Size, _plan.Size, before);
            for (int r = 0; r < _kept; r++)
            {
                _predicted.Add(flow.Speed(before.Values[r], r, _chain.Depth));
                _measured.Add((_near.Values[r] - before.Values[r]) / (Trial * _plan.PathRate));
            }
        }

        public IReadOnlyList<NamedArray> Results() =>
        [
            new(MatrixNames.Steps, [.. _steps]), new(MatrixNames.Spectra, [.. _spectra]), new(MatrixNames.Errors, [.. _errors]),
            new(MatrixNames.Predicted, [.. _predicted]), new(MatrixNames.Measured, [.. _measured]), new(MatrixNames.Shares, [.. _shares]),
            new(MatrixNames.Imbalances, [.. _imbalances]),
        ];
    }
}
