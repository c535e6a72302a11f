using Occam.Experiments.Trials;
using Occam.Networks.Passes;
using Occam.Numerics.Threading;

namespace Occam.Experiments.Computing;

/// <summary>What a computation may use.</summary>
public sealed class ComputationSite
{
    private readonly LaboratoryPlan? _laboratory;
    private readonly IReadOnlyDictionary<string, (float[] Theta, float[] State, NetworkPasses<float> Passes)> _trained;
    private readonly Func<string, string, double[]> _result;
    private readonly Action<long, long> _progress;
    private readonly Func<string, string> _state;

    internal ComputationSite(
        LaboratoryPlan? laboratory, Workers workers, IReadOnlyDictionary<string, (float[] Theta, float[] State, NetworkPasses<float> Passes)> trained,
        Func<string, string, double[]> result, Func<string, string> state, Action<long, long> progress, CancellationToken cancellation)
    {
        (_laboratory, Workers, _trained, _result) = (laboratory, workers, trained, result);
        (_state, _progress, Cancellation) = (state, progress, cancellation);
    }

    /// <summary>What the trainings share.</summary>
    /// <exception cref="InvalidOperationException">The experiment poses its own problem.</exception>
    public LaboratoryPlan Laboratory => LaboratoryPlan.Demand(_laboratory);

    /// <summary>The threads.</summary>
    public Workers Workers { get; }

    /// <summary>Asked for often by long work.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The parameters of a training at its end; to be read only.</summary>
    public float[] Theta(string series) => _trained[series].Theta;

    /// <summary>The statistics of a training at its end; to be read only.</summary>
    public float[] State(string series) => _trained[series].State;

    /// <summary>Passes for measuring a training's network.</summary>
    public NetworkPasses<float> Passes(string series) => _trained[series].Passes;

    /// <summary>A result of a computation before this one.</summary>
    public double[] Result(string computation, string result) => _result(computation, result);

    /// <summary>Where work that takes minutes may keep what it has, to go on from after an interruption; the file is removed once the results are kept.</summary>
    public string StatePath(string name) => _state(name);

    /// <summary>Says how far the work has come, and stops it if the run is to stop.</summary>
    /// <exception cref="OperationCanceledException">The run is to stop.</exception>
    public void Report(long done, long of)
    {
        Cancellation.ThrowIfCancellationRequested();
        _progress(done, of);
    }
}
