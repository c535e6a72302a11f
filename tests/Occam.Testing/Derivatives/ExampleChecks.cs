using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Testing.Derivatives;

/// <summary>Per-example quantities against batches of one, or their refusal where examples are coupled.</summary>
internal static class ExampleChecks
{
    public static void Run(CheckRun run)
    {
        Interference(run);
        if (run.Network.FirstCoupling(run.Options.Context.Training) is { } coupling)
        {
            Refusal(run, coupling);
            return;
        }

        CheckPoint p = run.Point;
        double[][] gradients = [.. Enumerable.Range(0, run.Batch).Select(n => Single(run, n))];
        double[] sum = new double[p.Theta.Length];
        foreach (double[] g in gradients) sum = Vectors.Moved(sum, g, 1);
        (double[] batch, double[] squares) = run.Subject.Examples(p.Theta, p.X, p.Labels, norms: true);
        run.DemandByBlock(DerivativeCheck.ExampleSum, "Σ_n g_n", batch, sum, Tolerance.Identity);
        Norms(run, gradients, squares);
        Dots(run, gradients, sum);
        Factors(run, gradients);
    }

    private static double[] Single(CheckRun run, int n)
    {
        // Dropout's draws depend on the place in the batch, so in training an example keeps its place and the others' cotangents are zero.
        CheckPoint p = run.Point;
        if (run.Options.Context.Training) return run.Subject.Examples(p.Theta, p.X, p.Labels, norms: false, only: n).Gradient;
        double[] x = p.X.AsSpan(n * run.Network.Input.Size, run.Network.Input.Size).ToArray();
        return run.Subject.Examples(p.Theta, x, [p.Labels[n]], norms: false).Gradient;
    }

    private static void Interference(CheckRun run)
    {
        CheckPoint p = run.Point;
        bool coupled = run.Network.FirstCoupling(run.Options.Context.Training) is not null;
        double[] plain = run.Subject.Examples(p.Theta, p.X, p.Labels, norms: false).Gradient;
        double[] again = run.Subject.Examples(p.Theta, p.X, p.Labels, norms: !coupled).Gradient;
        foreach (NamedBlockSlice block in NamedBlockSlice.Of(run.Network))
        {
            bool same = block.Part(plain).SequenceEqual(block.Part(again));
            run.Demand(DerivativeCheck.Interference, block.Node, $"bits of the gradient of {block.Name}", same ? 0 : 1, 0);
        }
    }

    private static void Norms(CheckRun run, double[][] gradients, double[] squares)
    {
        double[] total = new double[run.Batch], expectedTotal = [.. gradients.Select(g => Vectors.Dot(g, g))];
        int row = 0;
        foreach (NamedBlockSlice block in NamedBlockSlice.Of(run.Network))
        {
            for (int n = 0; n < run.Batch; n++)
            {
                double actual = squares[(row * run.Batch) + n], expected = Vectors.Dot(block.Part(gradients[n]), block.Part(gradients[n]));
                total[n] += actual;
                double error = Tolerance.Error(actual, expected, 1e-4 * expectedTotal[n]);
                run.Demand(DerivativeCheck.ExampleNorms, block.Node, $"squared norm of example {n} in {block.Name}", error, Tolerance.Identity);
            }

            row++;
        }

        for (int n = 0; n < run.Batch; n++)
            run.Demand(DerivativeCheck.ExampleNorms, "the network", $"squared norm of example {n}", Tolerance.Error(total[n], expectedTotal[n]), Tolerance.Identity);
    }

    private static void Dots(CheckRun run, double[][] gradients, double[] sum)
    {
        CheckPoint p = run.Point;
        double[] direction = run.Draws("dots").Direction(p.Theta.Length), dots = run.Subject.Dots(p.Theta, p.X, p.Labels, direction);
        int row = 0;
        for (int i = 1; i < run.Network.Nodes.Length; i++)
        {
            if (run.Network.Nodes[i].Layer is not BilinearLayer<double> layer) continue;
            int start = run.Network.ParameterOffset(i), length = layer.ParameterCount;
            for (int n = 0; n < run.Batch; n++)
            {
                ReadOnlySpan<double> d = direction.AsSpan(start, length), g = gradients[n].AsSpan(start, length);
                double error = Tolerance.Error(dots[(row * run.Batch) + n], Vectors.Dot(d, g), Vectors.Norm(d) * Vectors.Norm(gradients[n]));
                run.Demand(DerivativeCheck.ExampleDots, run.Network.Nodes[i].Name, $"⟨direction, g_{n}⟩", error, Tolerance.Identity);
            }

            row++;
        }

        double whole = run.Subject.Dots(p.Theta, p.X, p.Labels, sum).Sum();
        run.Demand(DerivativeCheck.ExampleDots, "the network", "1ᵀG1 − ‖Σ g_n‖²", Tolerance.Error(whole, Vectors.Dot(sum, sum)), Tolerance.Identity);
    }

    private static void Factors(CheckRun run, double[][] gradients)
    {
        CheckPoint p = run.Point;
        double[] rows = run.Subject.Rows(p.Theta, p.X, p.Labels);
        for (int n = 0; n < run.Batch; n++)
        {
            double[] row = rows.AsSpan(n * p.Theta.Length, p.Theta.Length).ToArray();
            run.DemandByBlock(DerivativeCheck.ExampleFactors, $"gradient of example {n} from factors", row, gradients[n], Tolerance.Identity);
        }
    }

    private static void Refusal(CheckRun run, Node<double> coupling)
    {
        CheckPoint p = run.Point;
        Demand("norms", () => run.Subject.Examples(p.Theta, p.X, p.Labels, norms: true));
        Demand("factors", () => run.Subject.Rows(p.Theta, p.X, p.Labels));
        Demand("dots", () => run.Subject.Dots(p.Theta, p.X, p.Labels, p.Theta));

        void Demand(string quantity, Action action)
        {
            bool refused = false;
            try
            {
                action();
            }
            catch (InputException refusal)
            {
                refused = refusal.Message.Contains(coupling.Name, StringComparison.Ordinal);
            }

            run.Demand(DerivativeCheck.Refusal, coupling.Name, $"refusal of per-example {quantity} by name", refused ? 0 : 1, 0);
        }
    }
}
