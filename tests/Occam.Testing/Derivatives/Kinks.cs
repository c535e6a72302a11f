using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Testing.Derivatives;

/// <summary>
/// Finds points where a layer's Jacobian jumps nearby, without knowing the layer: its tangent map is applied to one vector at the point and
/// at points a margin away. A smooth layer's answer moves by about the margin, a kink's or a changed maximum's by about one.
/// </summary>
internal static class Kinks
{
    private const int Probes = 16;
    private const double Jump = 0.05;

    public static bool AreNear(Network<double> network, CheckPoint point, CheckOptions options)
    {
        using Workers workers = new(1);
        using NetworkPasses<double> passes = new(network, workers, point.Labels.Length);
        point.X.CopyTo(passes.Begin(point.Labels.Length));
        passes.Forward(point.Theta, point.State, options.Context);
        for (int i = 1; i < network.Nodes.Length; i++)
        {
            Node<double> node = network.Nodes[i];
            if (node.Layer is null or BilinearLayer<double>) continue;
            double[] x = passes.Values(node.Inputs[0]).ToArray();
            double[] state = point.State.AsSpan(network.StateOffset(i), node.Layer.StateLength).ToArray();
            Draws draws = new(new Seed(3).Derive(node.Name));
            for (int probe = 0; probe < Probes; probe++)
            {
                if (Jumps(node.Layer, x, state, point.Labels.Length, draws, options, workers)) return true;
            }
        }

        return false;
    }

    private static bool Jumps(Layer<double> layer, double[] x, double[] state, int batch, Draws draws, CheckOptions options, Workers workers)
    {
        double[] direction = new double[x.Length], up = new double[x.Length], down = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            direction[i] = draws.Uniform(-2, 2);
            double step = draws.Uniform() < 0.5 ? options.KinkMargin : -options.KinkMargin;
            (up[i], down[i]) = (x[i] + step, x[i] - step);
        }

        double[] one = Tangent(layer, up, direction, state, batch, options.Context, workers);
        double[] other = Tangent(layer, down, direction, state, batch, options.Context, workers);
        return one.Zip(other).Any(pair => !(Math.Abs(pair.First - pair.Second) < Jump * (1 + Math.Abs(pair.First))));
    }

    private static T[] Tangent<T>(Layer<T> layer, T[] x, T[] direction, T[] state, int batch, PassContext context, Workers workers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] tangent = new T[batch * layer.Output.Size];
        LayerFrame<T> frame = new()
        {
            Batch = batch,
            Workers = workers,
            Context = context,
            X = x,
            XDot = direction,
            Y = new T[tangent.Length],
            YDot = tangent,
            State = state,
            Saved = new T[layer.SavedLength(batch)],
            Workspace = new T[layer.WorkspaceLength(batch)],
            Partials = new double[layer.PartialsLength(batch)],
        };
        layer.Forward(frame);
        layer.ForwardTangent(frame);
        return tangent;
    }
}
