using Occam.Networks.Passes;

namespace Occam.Testing.Derivatives;

/// <summary>The same source in both precisions, at a point that both represent exactly.</summary>
internal static class PrecisionChecks
{
    public static void Run(CheckRun run, Network<float> network)
    {
        CheckPoint p = run.Point;
        using Subject<float> single = new(network, p, run.Decoy, run.Options.SingleLoss, run.Options);
        double[] v = run.Draws("precision").Direction(p.Theta.Length);
        for (int i = 1; i < network.Nodes.Length; i++)
        {
            double error = Tolerance.Error(single.NodeValues(p, i), run.Subject.NodeValues(p, i));
            run.Demand(DerivativeCheck.SinglePrecision, network.Nodes[i].Name, "output of the node", error, Tolerance.SinglePrecision);
        }

        Compare("outputs", single.Outputs(p.Theta, p.X), run.Subject.Outputs(p.Theta, p.X));
        Compare("Jv", single.Tangent(p.Theta, p.X, v), run.Subject.Tangent(p.Theta, p.X, v));
        Compare("input gradient", single.Gradient(p.Theta, p.X, p.Labels).Input, run.Subject.Gradient(p.Theta, p.X, p.Labels).Input);
        ByBlock("gradient", single.Gradient(p.Theta, p.X, p.Labels).Theta, run.Subject.Gradient(p.Theta, p.X, p.Labels).Theta);
        ByBlock("Hv", single.HessianProduct(p.Theta, p.X, p.Labels, v), run.Subject.HessianProduct(p.Theta, p.X, p.Labels, v));
        ByBlock("Gv", single.GaussNewtonProduct(p.Theta, p.X, p.Labels, v), run.Subject.GaussNewtonProduct(p.Theta, p.X, p.Labels, v));
        if (run.Network.FirstCoupling(run.Options.Context.Training) is not null) return;
        double[] squares = single.Examples(p.Theta, p.X, p.Labels, norms: true).NormsSquared;
        Compare("per-example norms", squares, run.Subject.Examples(p.Theta, p.X, p.Labels, norms: true).NormsSquared);
        Compare("per-example dots", single.Dots(p.Theta, p.X, p.Labels, v), run.Subject.Dots(p.Theta, p.X, p.Labels, v));

        void Compare(string quantity, double[] actual, double[] expected) => run.Demand(
            DerivativeCheck.SinglePrecision, "the network", quantity, Tolerance.Error(actual, expected), Tolerance.SinglePrecision);

        void ByBlock(string quantity, double[] actual, double[] expected) =>
            run.DemandByBlock(DerivativeCheck.SinglePrecision, quantity, actual, expected, Tolerance.SinglePrecision);
    }
}
