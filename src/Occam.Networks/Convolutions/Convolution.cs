using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>
/// y[n,q,s] = Σ_k w[q,k]·patch[n,s,k] + b[q], by implicit products: packing reads the image, and no matrix of patches is ever stored.
/// Weights are [outputs, inputs of the group, rows, columns].
/// </summary>
public sealed unsafe class Convolution<T> : BilinearLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionGeometry _geometry;
    private readonly PhaseImage _image;
    private readonly AdjointLayout _adjoint;
    private readonly WeightUnits _units;
    private readonly CotangentPanels<T> _cotangents;
    private readonly bool _bias;
    private readonly int _packedWeights;
    private readonly WinogradGeometry? _winograd, _winogradAdjoint;

    /// <summary>A convolution with the given geometry.</summary>
    public Convolution(ConvolutionGeometry geometry, bool bias = true)
    {
        GeometryChecks.Demand(geometry);
        (_geometry, _bias) = (geometry, bias);
        _image = new PhaseImage(geometry);
        _adjoint = new AdjointLayout(geometry);
        _units = new WeightUnits(geometry.Groups, geometry.PatchLength);
        _cotangents = new CotangentPanels<T>(geometry);
        (_winograd, _winogradAdjoint) = (WinogradGeometry.Forward(geometry), WinogradGeometry.Adjoint(geometry));
        _packedWeights = Math.Max(
            _winograd is null ? ForwardJob<T>.WeightsLength(geometry) : WinogradWeights<T>.Length(_winograd),
            _winogradAdjoint is null ? InputAdjointJob<T>.WeightsLength(geometry, _adjoint) : WinogradWeights<T>.Length(_winogradAdjoint));
        int fanOut = geometry.GroupOutputs * geometry.Taps;
        ParameterBlock weight = new(
            "weight", [geometry.Outputs, geometry.GroupInputs, geometry.KernelHeight, geometry.KernelWidth], geometry.PatchLength, fanOut, ParameterRole.Weight);
        Parameters = bias ? [weight, new("bias", [geometry.Outputs], geometry.PatchLength, fanOut, ParameterRole.Bias)] : [weight];
    }

    /// <inheritdoc/>
    public override string Kind => "convolution";

    /// <inheritdoc/>
    public override Shape Input => _geometry.Input;

    /// <inheritdoc/>
    public override Shape Output => new(_geometry.Outputs, _geometry.OutputHeight, _geometry.OutputWidth);

    /// <inheritdoc/>
    public override ImmutableArray<ParameterBlock> Parameters { get; }

    /// <inheritdoc/>
    public override FactorShape FactorShape => new(_geometry.Groups, _geometry.Sites, _geometry.PatchLength, _geometry.GroupOutputs, _bias);

    internal ConvolutionGeometry Geometry => _geometry;

    private int WeightLength => _geometry.Outputs * _geometry.PatchLength;

    /// <inheritdoc/>
    public override int WorkspaceLength(int batch)
    {
        int sums = batch * _geometry.Outputs, cotangents = _cotangents.Examples(batch) * _cotangents.ExampleLength;
        return Math.Max(_packedWeights, WeightLength + Math.Max(sums, cotangents));
    }

    /// <inheritdoc/>
    public override int PartialsLength(int batch) => _units.Count * batch;

    /// <inheritdoc/>
    public override void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        int inputSize = Input.Size, outputSize = Output.Size;
        fixed (int* offsets = _image.Offsets)
        fixed (T* x = frame.X.Slice(first * inputSize, count * inputSize), yBar = frame.YBar.Slice(first * outputSize, count * outputSize))
        fixed (T* u = inputs, v = cotangents)
            frame.Workers.Run(new PatchFactorsJob<T>(_geometry, _image, offsets, x, yBar, _bias, u, v), count);
    }

    /// <inheritdoc/>
    protected override void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate)
    {
        ExampleGroups groups = ExampleGroups.For(frame.Batch, _geometry.Sites);
        fixed (int* offsets = _image.Offsets)
        fixed (T* input = x, weight = theta, output = y, packed = frame.Workspace)
        {
            T* bias = _bias && one != T.Zero ? weight + WeightLength : null;
            if (_winograd is { } winograd)
            {
                T* factors = new WinogradWeights<T>(winograd, weight, adjoint: false, packed).Prepare(frame.Workers);
                Run(frame.Workers, new WinogradJob<T>(winograd, frame.Batch, factors, input, bias, output, accumulate));
                return;
            }

            ForwardJob<T>.Pack(_geometry, weight, packed);
            frame.Workers.Run(new ForwardJob<T>(_geometry, _image, groups, offsets, input, packed, bias, output, accumulate), groups.Count);
        }
    }

    /// <inheritdoc/>
    protected override void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        ExampleGroups groups = ExampleGroups.For(frame.Batch, _geometry.Input.Sites);
        fixed (T* weight = theta, packed = frame.Workspace, cotangent = yBar, target = xBar)
        {
            if (_winogradAdjoint is { } winograd)
            {
                T* factors = new WinogradWeights<T>(winograd, weight, adjoint: true, packed).Prepare(frame.Workers);
                Run(frame.Workers, new WinogradJob<T>(winograd, frame.Batch, factors, cotangent, null, target, accumulate));
                return;
            }

            InputAdjointJob<T>.Pack(_geometry, _adjoint, weight, packed);
            frame.Workers.Run(new InputAdjointJob<T>(_geometry, _adjoint, groups, packed, cotangent, target, accumulate), groups.Count);
        }
    }

    /// <inheritdoc/>
    protected override void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared)
    {
        int n = frame.Batch;
        fixed (int* offsets = _image.Offsets)
        fixed (T* input = x, cotangent = yBar, total = frame.Workspace, target = thetaBar)
        fixed (double* partials = frame.Partials)
        {
            double* norms = normsSquared.IsEmpty ? null : partials;
            SumGradients(frame, offsets, input, cotangent, total, norms);
            StoreTransposed(total, target, accumulate);
            if (norms != null) CombineUnits(partials, n, normsSquared);
        }

        if (_bias) BiasAdjoint(frame, one, yBar, thetaBar[WeightLength..], accumulate, normsSquared.IsEmpty ? [] : normsSquared.Slice(n, n));
    }

    private static void Run(Workers workers, WinogradJob<T> job) => workers.Run(job, job.Parts);

    private void SumGradients(in LayerFrame<T> frame, int* offsets, T* x, T* yBar, T* total, double* norms)
    {
        int step = _cotangents.Examples(frame.Batch);
        T* panels = total + WeightLength;
        for (int first = 0; first < frame.Batch; first += step)
        {
            int examples = Math.Min(step, frame.Batch - first);
            frame.Workers.Run(new CotangentPacking<T>(_cotangents, yBar + ((nint)first * Output.Size), panels), examples);
            WeightGradientJob<T> job = new(_geometry, _image, _units, offsets, x, total)
            {
                Panels = _cotangents,
                Cotangents = panels,
                FirstExample = first,
                Examples = examples,
                Batch = frame.Batch,
                NormsSquared = norms,
            };
            frame.Workers.Run(job, _units.Count);
        }
    }

    private void BiasAdjoint(in LayerFrame<T> frame, T one, ReadOnlySpan<T> yBar, Span<T> biasBar, bool accumulate, Span<double> normsSquared)
    {
        if (!accumulate) biasBar.Clear();
        if (one == T.Zero) return;
        Span<T> sums = frame.Workspace.Slice(WeightLength, frame.Batch * _geometry.Outputs);
        fixed (T* cotangent = yBar, target = sums)
            frame.Workers.Run(new BiasSumsJob<T>(_geometry.Outputs, _geometry.Sites, cotangent, target), frame.Batch);
        BiasRows.AddSum(sums, biasBar);
        if (!normsSquared.IsEmpty) RowDots.Compute<T>(frame.Workers, sums, sums, frame.Batch, normsSquared);
    }

    /// <summary>From the sweep's [group, k, q] to the parameters' [group, q, k].</summary>
    private void StoreTransposed(T* total, T* target, bool accumulate)
    {
        int outputs = _geometry.GroupOutputs, length = _geometry.PatchLength;
        for (int g = 0; g < _geometry.Groups; g++, total += (nint)outputs * length, target += (nint)outputs * length)
        {
            for (int q = 0; q < outputs; q++)
            {
                for (int k = 0; k < length; k++)
                {
                    T value = total[((nint)k * outputs) + q];
                    target[((nint)q * length) + k] = accumulate ? target[((nint)q * length) + k] + value : value;
                }
            }
        }
    }

    private void CombineUnits(double* partials, int batch, Span<double> normsSquared)
    {
        for (int n = 0; n < batch; n++)
        {
            double sum = 0;
            for (int unit = 0; unit < _units.Count; unit++) sum += partials[((nint)unit * batch) + n];
            normsSquared[n] = sum;
        }
    }
}
