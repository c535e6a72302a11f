using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Convolutions;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;

namespace Occam.Testing.References;

/// <summary>
/// A convolution as seven loops over the definition y[n,q,oy,ox] = Σ_{c,ky,kx} w[q,c,ky,kx]·x[n,c,oy·s + ky·d − p, ox·s + kx·d − p] + b[q],
/// and the same loops run backwards. It may carry one planted fault.
/// </summary>
public sealed class NaiveConvolution<T> : BilinearLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionGeometry _geometry;
    private readonly ConvolutionFault _fault;
    private readonly bool _bias;

    public NaiveConvolution(ConvolutionGeometry geometry, bool bias = true, ConvolutionFault fault = ConvolutionFault.None)
    {
        (_geometry, _bias, _fault) = (geometry, bias, fault);
        ImmutableArray<int> shape = [geometry.Outputs, geometry.GroupInputs, geometry.KernelHeight, geometry.KernelWidth];
        ParameterBlock weight = new("weight", shape, geometry.PatchLength, geometry.GroupOutputs * geometry.Taps, ParameterRole.Weight);
        Parameters = bias ? [weight, new("bias", [geometry.Outputs], geometry.PatchLength, geometry.Taps, ParameterRole.Bias)] : [weight];
    }

    private delegate void Visitor(int n, int weight, int input, int output);

    public override string Kind => "naive convolution";

    public override Shape Input => _geometry.Input;

    public override Shape Output => new(_geometry.Outputs, _geometry.OutputHeight, _geometry.OutputWidth);

    public override ImmutableArray<ParameterBlock> Parameters { get; }

    public override FactorShape FactorShape => new(_geometry.Groups, _geometry.Sites, _geometry.PatchLength, _geometry.GroupOutputs, _bias);

    public override void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        (T[] x, T[] u, int columns) = (frame.X.ToArray(), new T[count * FactorShape.InputLength], FactorShape.InputColumns);
        Visit(first + count, _geometry.Padding, (n, w, i, o) =>
        {
            if (n >= first) u[((((n - first) * _geometry.Sites) + (o % _geometry.Sites)) * _geometry.Groups * columns)
                + (w / (_geometry.PatchLength * _geometry.GroupOutputs) * columns) + (w % _geometry.PatchLength)] = x[i];
        });
        for (int i = columns - 1; _bias && i < u.Length; i += columns) u[i] = T.One;
        u.CopyTo(inputs);
        for (int i = 0; i < count * Output.Size; i++)
            cotangents[i] = frame.YBar[((first + (i / Output.Size)) * Output.Size) + (i % _geometry.Outputs * _geometry.Sites) + (i % Output.Size / _geometry.Outputs)];
    }

    private int WeightLength => _geometry.Outputs * _geometry.PatchLength;

    protected override void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate)
    {
        (T[] weights, T[] inputs, T[] sums) = (theta.ToArray(), x.ToArray(), new T[frame.Batch * Output.Size]);
        Visit(frame.Batch, _geometry.Padding, (_, w, i, o) => sums[o] += weights[w] * inputs[i]);
        for (int o = 0; o < sums.Length; o++)
            y[o] = (accumulate ? y[o] : T.Zero) + sums[o] + (_bias ? one * theta[WeightLength + (o / _geometry.Sites % _geometry.Outputs)] : T.Zero);
    }

    protected override void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        (T[] weights, T[] bars, T[] sums) = (theta.ToArray(), yBar.ToArray(), new T[frame.Batch * Input.Size]);
        int padding = _geometry.Padding - (_fault == ConvolutionFault.AdjointPaddingOffByOne ? 1 : 0);
        Visit(frame.Batch, padding, (_, w, i, o) => sums[i] += weights[w] * bars[o]);
        for (int i = 0; i < sums.Length; i++) xBar[i] = (accumulate ? xBar[i] : T.Zero) + sums[i];
    }

    protected override void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared)
    {
        if (!accumulate) thetaBar.Clear();
        (T[] inputs, T[] bars, T[] sums) = (x.ToArray(), yBar.ToArray(), new T[frame.Batch * WeightLength]);
        double[] squares = new double[frame.Batch];
        Visit(frame.Batch, _geometry.Padding, (n, w, i, o) =>
        {
            sums[(n * WeightLength) + w] += inputs[i] * bars[o];
            squares[n] += double.CreateTruncating(inputs[i] * inputs[i] * bars[o] * bars[o]);
        });
        for (int j = 0; j < sums.Length; j++) thetaBar[j % WeightLength] += sums[j];
        for (int n = 0; n < frame.Batch && !normsSquared.IsEmpty; n++)
            normsSquared[n] = _fault == ConvolutionFault.NormsWithoutCrossSiteTerms ? squares[n] : Square(sums.AsSpan(n * WeightLength, WeightLength));
        if (_bias) BiasAdjoint(one, yBar, thetaBar[WeightLength..], normsSquared.IsEmpty ? [] : normsSquared[frame.Batch..]);
    }

    private static double Square(ReadOnlySpan<T> values)
    {
        double[] wide = Vectors.Convert<T, double>(values);
        return Vectors.Dot(wide, wide);
    }

    private void BiasAdjoint(T one, ReadOnlySpan<T> yBar, Span<T> biasBar, Span<double> normsSquared)
    {
        normsSquared.Clear();
        for (int channel = 0; channel < yBar.Length / _geometry.Sites; channel++)
        {
            T sum = T.Zero;
            foreach (T value in yBar.Slice(channel * _geometry.Sites, _geometry.Sites)) sum += one * value;
            biasBar[channel % _geometry.Outputs] += sum;
            if (!normsSquared.IsEmpty) normsSquared[channel / _geometry.Outputs] += double.CreateTruncating(sum) * double.CreateTruncating(sum);
        }
    }

    /// <summary>Every (example, weight, input, output) whose product is a term of the convolution.</summary>
    private void Visit(int batch, int padding, Visitor visitor)
    {
        ConvolutionGeometry g = _geometry;
        for (int n = 0; n < batch; n++)
        {
            for (int q = 0; q < g.Outputs; q++)
            {
                for (int site = 0; site < g.Sites; site++)
                {
                    for (int k = 0; k < g.PatchLength; k++)
                    {
                        int c = (q / g.GroupOutputs * g.GroupInputs) + (k / g.Taps), tap = k % g.Taps;
                        int y = (site / g.OutputWidth * g.Stride) + (tap / g.KernelWidth * g.Dilation) - padding;
                        int x = (site % g.OutputWidth * g.Stride) + (tap % g.KernelWidth * g.Dilation) - padding;
                        if (y < 0 || y >= g.Input.Height || x < 0 || x >= g.Input.Width) continue;
                        int input = (((((n * g.Input.Channels) + c) * g.Input.Height) + y) * g.Input.Width) + x;
                        visitor(n, (q * g.PatchLength) + k, input, (((n * g.Outputs) + q) * g.Sites) + site);
                    }
                }
            }
        }
    }
}
