using System.Numerics;
using Occam.Networks.Layers;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Networks.Tests.Layers;

/// <summary>One layer with the arrays of all four passes, filled from named draws.</summary>
internal sealed class LayerRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public LayerRun(Layer<T> layer, int batch, Workers workers, PassContext context = default, string draws = "run")
    {
        (Layer, Batch, Workers, Context) = (layer, batch, workers, context);
        Seed seed = new Seed(7).Derive(draws);
        Theta = Draw(seed, "theta", layer.ParameterCount);
        ThetaDot = Draw(seed, "thetaDot", layer.ParameterCount);
        X = Draw(seed, "x", batch * layer.Input.Size);
        XDot = Draw(seed, "xDot", X.Length);
        YBar = Draw(seed, "yBar", batch * layer.Output.Size);
        YBarDot = Draw(seed, "yBarDot", YBar.Length);
        (Y, YDot) = (new T[YBar.Length], new T[YBar.Length]);
        (XBar, XBarDot) = (new T[X.Length], new T[X.Length]);
        (ThetaBar, ThetaBarDot) = (new T[Theta.Length], new T[Theta.Length]);
        Norms = new double[layer.Parameters.Length * batch];
        Saved = new T[layer.SavedLength(batch)];
        State = [.. layer.State.SelectMany(s => Enumerable.Repeat(T.CreateChecked(s.Initial), s.Length))];
        Workspace = new T[layer.WorkspaceLength(batch)];
        Partials = new double[layer.PartialsLength(batch)];
    }

    public Layer<T> Layer { get; }

    public int Batch { get; }

    public Workers Workers { get; }

    public PassContext Context { get; set; }

    public bool Accumulate { get; set; }

    public T[] Theta, ThetaDot, X, XDot, YBar, YBarDot, Y, YDot, XBar, XBarDot, ThetaBar, ThetaBarDot, Saved, State, Workspace;

    public double[] Norms, Partials;

    public LayerRun<T> Forward()
    {
        Layer.Forward(Frame());
        return this;
    }

    public LayerRun<T> Tangent()
    {
        Layer.ForwardTangent(Frame() with { ThetaDot = ThetaDot, XDot = XDot, YDot = YDot });
        return this;
    }

    public LayerRun<T> Backward()
    {
        Layer.Backward(Frame() with { YBar = YBar, XBar = XBar, ThetaBar = ThetaBar, NormsSquared = Norms, AccumulateInput = Accumulate });
        return this;
    }

    public LayerRun<T> BackwardTangent()
    {
        Layer.BackwardTangent(Frame() with
        {
            ThetaDot = ThetaDot,
            XDot = XDot,
            YDot = YDot,
            YBar = YBar,
            YBarDot = YBarDot,
            XBarDot = XBarDot,
            ThetaBarDot = ThetaBarDot,
            AccumulateInput = Accumulate,
        });
        return this;
    }

    /// <summary>The run at (θ + hθ̇, x + hẋ, ȳ + hẏ̄).</summary>
    public LayerRun<T> Moved(double h)
    {
        LayerRun<T> moved = new(Layer, Batch, Workers, Context) { State = [.. State] };
        (moved.Theta, moved.X, moved.YBar) = (Add(Theta, ThetaDot, h), Add(X, XDot, h), Add(YBar, YBarDot, h));
        return moved;
    }

    private static T[] Add(T[] a, T[] b, double h) => [.. a.Zip(b, (u, v) => u + (T.CreateChecked(h) * v))];

    private static T[] Draw(Seed seed, string name, int length)
    {
        T[] values = new T[length];
        seed.Derive(name).Normals(values, T.Zero, T.One);
        return values;
    }

    private LayerFrame<T> Frame() => new()
    {
        Batch = Batch,
        Workers = Workers,
        Context = Context,
        Theta = Theta,
        X = X,
        Y = Y,
        Saved = Saved,
        State = State,
        Workspace = Workspace,
        Partials = Partials,
    };
}
