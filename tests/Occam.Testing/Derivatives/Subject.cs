using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Testing.Derivatives;

/// <summary>
/// The quantities of one network as functions of (θ, x), in double whatever the network's precision. Before each, all four passes run at
/// another point with a larger batch, and destinations hold NaN: a layer that keeps something it should not, or adds where it should
/// overwrite, gives a wrong number.
/// </summary>
public sealed class Subject<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workers _workers;
    private readonly NetworkPasses<T> _passes;
    private readonly ILoss<T> _loss;
    private readonly PassContext _context;
    private readonly CheckPoint _decoy;
    private readonly T[] _state;

    public Subject(Network<T> network, CheckPoint point, CheckPoint decoy, ILoss<T> loss, CheckOptions options)
    {
        (Network, _decoy, _loss, _context) = (network, decoy, loss, options.Context);
        _workers = new Workers(options.Workers);
        _passes = new NetworkPasses<T>(network, _workers, Math.Max(decoy.Labels.Length, point.Labels.Length));
        _state = Vectors.Convert<double, T>(point.State);
        PlayDecoy();
    }

    public Network<T> Network { get; }

    public int Classes => Network.Output.Size;

    /// <summary>Outputs [n, classes].</summary>
    public double[] Outputs(double[] theta, double[] x) => Double(Forward(theta, x, out _));

    /// <summary>The mean loss.</summary>
    public double Loss(double[] theta, double[] x, int[] labels)
    {
        double[] values = new double[labels.Length];
        _loss.Values(Forward(theta, x, out _), labels, Classes, values);
        return values.Sum() / labels.Length;
    }

    /// <summary>Losses, and the gradient of scale × their sum with respect to the outputs.</summary>
    public double[] OutputGradient(double[] theta, double[] x, int[] labels, double scale)
    {
        T[] gradient = new T[labels.Length * Classes];
        _loss.Gradient(Forward(theta, x, out _), labels, Classes, T.CreateTruncating(scale), gradient);
        return Double(gradient);
    }

    /// <summary>Jᵀw, and the input's cotangent.</summary>
    public (double[] Theta, double[] Input) Adjoint(double[] theta, double[] x, double[] outputBar)
    {
        PlayDecoy();
        Forward(theta, x, out T[] parameters);
        (T[] thetaBar, T[] inputBar) = (Blank(parameters.Length), Blank(x.Length));
        _passes.Backward(parameters, Vectors.Convert<double, T>(outputBar), thetaBar, default, inputBar);
        return (Double(thetaBar), Double(inputBar));
    }

    /// <summary>The gradient of the mean loss with respect to parameters and input.</summary>
    public (double[] Theta, double[] Input) Gradient(double[] theta, double[] x, int[] labels) =>
        Adjoint(theta, x, OutputGradient(theta, x, labels, 1.0 / labels.Length));

    /// <summary>Jv.</summary>
    public double[] Tangent(double[] theta, double[] x, double[] direction)
    {
        PlayDecoy();
        Forward(theta, x, out T[] parameters);
        return Double(_passes.ForwardTangent(parameters, Vectors.Convert<double, T>(direction)));
    }

    /// <summary>The Hessian of the mean loss times a vector.</summary>
    public double[] HessianProduct(double[] theta, double[] x, int[] labels, double[] direction)
    {
        PlayDecoy();
        return Double(SecondOrder(theta, x, labels, direction));
    }

    /// <summary>The Gauss-Newton matrix of the mean loss times a vector.</summary>
    public double[] GaussNewtonProduct(double[] theta, double[] x, int[] labels, double[] direction) =>
        Adjoint(theta, x, LossHessianProduct(theta, x, labels, Tangent(theta, x, direction))).Theta;

    /// <summary>The mean loss's Hessian with respect to the outputs times a vector.</summary>
    public double[] LossHessianProduct(double[] theta, double[] x, int[] labels, double[] vector)
    {
        T[] product = new T[vector.Length];
        _loss.HessianProduct(Forward(theta, x, out _), labels, Classes, Vectors.Convert<double, T>(vector), T.One / T.CreateTruncating(labels.Length), product);
        return Double(product);
    }

    /// <summary>
    /// The summed gradient with or without the per-example norms [block, example] of the unscaled losses: of all examples, or of one of them
    /// in the presence of the others.
    /// </summary>
    public (T[] Gradient, double[] NormsSquared) Examples(double[] theta, double[] x, int[] labels, bool norms, int? only = null)
    {
        PlayDecoy();
        ReadOnlySpan<T> outputs = Forward(theta, x, out T[] parameters);
        T[] outputBar = new T[outputs.Length], thetaBar = Blank(parameters.Length);
        _loss.Gradient(outputs, labels, Classes, T.One, outputBar);
        if (only is { } n)
        {
            outputBar.AsSpan(0, n * Classes).Clear();
            outputBar.AsSpan((n + 1) * Classes).Clear();
        }

        double[] squares = new double[norms ? Network.Blocks.Length * labels.Length : 0];
        Array.Fill(squares, double.NaN);
        _passes.Backward(parameters, outputBar, thetaBar, squares);
        return (thetaBar, squares);
    }

    /// <summary>[layer with parameters, example]: the direction times the gradient of each unscaled loss.</summary>
    public double[] Dots(double[] theta, double[] x, int[] labels, double[] direction)
    {
        Examples(theta, x, labels, norms: false);
        double[] products = new double[Network.Nodes.Count(n => n.Layer is BilinearLayer<T>) * labels.Length];
        Array.Fill(products, double.NaN);
        _passes.GradientDots(Vectors.Convert<double, T>(theta), Vectors.Convert<double, T>(direction), products);
        return products;
    }

    /// <summary>[example, parameter]: the gradient of each unscaled loss from the layers' factors, one example at a time.</summary>
    public double[] Rows(double[] theta, double[] x, int[] labels)
    {
        Examples(theta, x, labels, norms: false);
        T[] rows = Blank(labels.Length * theta.Length);
        GradientRows.Form(_passes, memory: 1, rows);
        return Double(rows);
    }

    /// <summary>The values of a node at a point, [n, size].</summary>
    public double[] NodeValues(CheckPoint point, int node)
    {
        Forward(point.Theta, point.X, out _);
        return Double(_passes.Values(node));
    }

    public void Dispose()
    {
        _passes.Dispose();
        _workers.Dispose();
    }

    private static double[] Double(ReadOnlySpan<T> values) => Vectors.Convert<T, double>(values);

    private static T[] Blank(int length)
    {
        T[] blank = new T[length];
        Array.Fill(blank, T.NaN);
        return blank;
    }

    private ReadOnlySpan<T> Forward(double[] theta, double[] x, out T[] parameters)
    {
        parameters = Vectors.Convert<double, T>(theta);
        Vectors.Convert<double, T>(x).CopyTo(_passes.Begin(x.Length / Network.Input.Size));
        return _passes.Forward(parameters, _state, _context);
    }

    private T[] SecondOrder(double[] theta, double[] x, int[] labels, double[] direction)
    {
        ReadOnlySpan<T> outputs = Forward(theta, x, out T[] parameters);
        T scale = T.One / T.CreateTruncating(labels.Length);
        T[] vector = Vectors.Convert<double, T>(direction), bar = new T[outputs.Length], barDot = new T[outputs.Length];
        T[] gradient = Blank(parameters.Length), product = Blank(parameters.Length);
        ReadOnlySpan<T> tangent = _passes.ForwardTangent(parameters, vector);
        _loss.Gradient(outputs, labels, Classes, scale, bar);
        _loss.HessianProduct(outputs, labels, Classes, tangent, scale, barDot);
        _passes.Backward(parameters, bar, gradient);
        _passes.BackwardTangent(parameters, vector, barDot, product);
        return product;
    }

    private void PlayDecoy() => SecondOrder(_decoy.Theta, _decoy.X, _decoy.Labels, _decoy.Theta);
}
