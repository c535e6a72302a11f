using System.Numerics;
using Occam.Data.Datasets;
using Occam.Networks.Curvature;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Operators;
using Occam.Numerics.Random;
using Occam.Numerics.Threading;

namespace Occam.Measures.Curvature;

/// <summary>A network at one point of its parameters, with the examples whose mean loss is meant; statistics are frozen.</summary>
/// <param name="passes">Passes of the network; their capacity is the size of a chunk.</param>
/// <param name="loss">The loss.</param>
/// <param name="data">The examples.</param>
/// <param name="theta">The parameters; must not change while the site is in use.</param>
/// <param name="state">The statistics of the normalizations.</param>
/// <param name="seed">Where random directions and probes come from; each measure derives its own.</param>
public sealed class PointSite<T>(NetworkPasses<T> passes, ILoss<T> loss, Dataset data, T[] theta, T[] state, Seed seed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] _losses = new double[Math.Min(passes.Capacity, data.Count)];
    private readonly int[] _labels = new int[Math.Min(passes.Capacity, data.Count)];
    private NetworkPoint<T>? _point;
    private PointSpectra? _spectra;

    /// <summary>The passes; whoever uses them costs the point its kept primal, and nothing else.</summary>
    public NetworkPasses<T> Passes => passes;

    /// <summary>The loss.</summary>
    public ILoss<T> Loss => loss;

    /// <summary>The examples.</summary>
    public Dataset Data => data;

    /// <summary>θ.</summary>
    public T[] Theta => theta;

    /// <summary>The statistics of the normalizations.</summary>
    public T[] State => state;

    /// <summary>The root of what is random here.</summary>
    public Seed Seed => seed;

    /// <summary>The threads.</summary>
    public Workers Workers => passes.Workers;

    /// <summary>The same network in double precision; null to use the precision of the passes for everything.</summary>
    public DoublePasses? Double { get; init; }

    /// <summary>Costs and prior.</summary>
    public CurvatureSettings Settings { get; init; } = new();

    /// <summary>Progress, one call a product or a loss, and cancellation.</summary>
    public IterationControl Control { get; init; }

    /// <summary>The point: mean loss, gradient, and what products with the curvature are made of. Made when it is first asked for.</summary>
    /// <exception cref="Numerics.Errors.NumericalException">The loss is not finite.</exception>
    public NetworkPoint<T> Point => _point ??= new NetworkPoint<T>(passes, loss, new DatasetExamples<T>(data, Control.Cancellation), theta, state);

    /// <summary>The spectra of Hessian and Gauss-Newton matrix here, which measures share.</summary>
    /// <exception cref="Numerics.Errors.InputException">The settings ask for what does not fit the memory.</exception>
    public PointSpectra Spectra => _spectra ??= PointSpectra.At(this);

    /// <summary>The mean loss at other parameters, in nats; losses are added in double in the order of the examples.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public double LossAt(ReadOnlySpan<T> elsewhere)
    {
        DatasetExamples<T> examples = new(data, Control.Cancellation);
        double sum = 0;
        for (int first = 0; first < data.Count; first += _labels.Length)
        {
            int count = Math.Min(_labels.Length, data.Count - first);
            examples.Fill(first, passes.Begin(count), _labels.AsSpan(0, count));
            ReadOnlySpan<T> outputs = passes.Forward(elsewhere, state, PassContext.Frozen);
            loss.Values(outputs, _labels.AsSpan(0, count), passes.Network.Output.Size, _losses.AsSpan(0, count));
            foreach (double value in _losses.AsSpan(0, count)) sum += value;
        }

        Control.Progress?.Invoke(1);
        return sum / data.Count;
    }
}
