using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Factors;
using Occam.Networks.Layers;
using Occam.Networks.Parameters;

namespace Occam.Testing.Faults;

/// <summary>A dense layer in plain loops with one planted fault.</summary>
public sealed class FaultyDense<T>(Shape input, int outputs, DenseFault fault) : BilinearLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _inputs = input.Size;

    public override string Kind => "faulty dense";

    public override Shape Input => input;

    public override Shape Output => new(outputs);

    public override ImmutableArray<ParameterBlock> Parameters { get; } =
        [new("weight", [outputs, input.Size], input.Size, outputs, ParameterRole.Weight), new("bias", [outputs], input.Size, outputs, ParameterRole.Bias)];

    public override FactorShape FactorShape => new(1, 1, _inputs, outputs, HasBias: true);

    public override void FillFactors(in LayerFrame<T> frame, int first, int count, Span<T> inputs, Span<T> cotangents)
    {
        int start = fault == DenseFault.FactorsFromFirstExample ? 0 : first;
        for (int n = 0; n < count; n++)
        {
            frame.X.Slice((start + n) * _inputs, _inputs).CopyTo(inputs[(n * (_inputs + 1))..]);
            inputs[(n * (_inputs + 1)) + _inputs] = fault == DenseFault.FactorsWithoutBias ? T.Zero : T.One;
        }

        frame.YBar.Slice(start * outputs, count * outputs).CopyTo(cotangents);
    }

    private int Bias => outputs * _inputs;

    protected override void Product(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> x, T one, Span<T> y, bool accumulate)
    {
        if (fault == DenseFault.DotsIgnoreDirection && !theta.Overlaps(frame.ThetaDot)) theta = frame.Theta;
        T bias = fault == DenseFault.BiasInTangent ? T.One : one;
        for (int n = 0; n < frame.Batch; n++)
        {
            for (int q = 0; q < outputs; q++)
            {
                T sum = bias * theta[Bias + q];
                for (int p = 0; p < _inputs; p++) sum += theta[(q * _inputs) + p] * x[(n * _inputs) + p];
                if (fault == DenseFault.HiddenCoupling && n > 0) sum += theta[q * _inputs] * x[(n - 1) * _inputs];
                if (fault == DenseFault.PrecisionDependent && typeof(T) == typeof(float)) sum *= T.CreateTruncating(1.001);
                y[(n * outputs) + q] = accumulate ? y[(n * outputs) + q] + sum : sum;
            }
        }
    }

    protected override void InputAdjoint(in LayerFrame<T> frame, ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, Span<T> xBar, bool accumulate)
    {
        accumulate &= fault != DenseFault.AccumulationIgnored;
        for (int n = 0; n < frame.Batch; n++)
        {
            for (int p = 0; p < _inputs; p++)
            {
                T sum = T.Zero;
                for (int q = 0; q < outputs; q++)
                {
                    T weight = fault == DenseFault.AdjointTransposed ? theta[(p * _inputs) + q] : theta[(q * _inputs) + p];
                    sum += weight * yBar[(n * outputs) + q];
                }

                if (fault == DenseFault.HiddenCoupling && p == 0 && n + 1 < frame.Batch) sum += Coupled(theta, yBar, n + 1);
                if (fault == DenseFault.AdjointSign) sum = -sum;
                xBar[(n * _inputs) + p] = accumulate ? xBar[(n * _inputs) + p] + sum : sum;
            }
        }
    }

    protected override void ParameterAdjoint(
        in LayerFrame<T> frame, ReadOnlySpan<T> x, T one, ReadOnlySpan<T> yBar, Span<T> thetaBar, bool accumulate, Span<double> normsSquared)
    {
        if (!accumulate && fault != DenseFault.GradientNotOverwritten) thetaBar.Clear();
        T bias = fault == DenseFault.BiasInSecondOrder ? T.One : one;
        for (int n = 0; n < frame.Batch; n++)
        {
            for (int q = 0; q < outputs; q++)
            {
                T bar = yBar[(n * outputs) + q];
                thetaBar[Bias + q] += bias * bar;
                for (int p = 0; p < _inputs; p++)
                    thetaBar[fault == DenseFault.GradientTransposed ? (p * _inputs) + q : (q * _inputs) + p] += bar * x[(n * _inputs) + p];
                if (fault == DenseFault.HiddenCoupling && n > 0) thetaBar[q * _inputs] += bar * x[(n - 1) * _inputs];
            }
        }

        if (normsSquared.IsEmpty) return;
        if (fault == DenseFault.NormsChangeGradient) thetaBar[0] = T.BitIncrement(thetaBar[0]);
        Norms(frame.Batch, x, yBar, normsSquared);
    }

    private static double Square(ReadOnlySpan<T> values)
    {
        double[] wide = Vectors.Convert<T, double>(values);
        return Vectors.Dot(wide, wide);
    }

    private void Norms(int batch, ReadOnlySpan<T> x, ReadOnlySpan<T> yBar, Span<double> normsSquared)
    {
        for (int n = 0; n < batch; n++)
        {
            double bar = Square(yBar.Slice(n * outputs, outputs)), input = Square(x.Slice(n * _inputs, _inputs));
            normsSquared[n] = input * (fault == DenseFault.NormNotSquared ? Math.Sqrt(bar) : bar);
            normsSquared[batch + n] = bar;
        }
    }

    private T Coupled(ReadOnlySpan<T> theta, ReadOnlySpan<T> yBar, int n)
    {
        T sum = T.Zero;
        for (int q = 0; q < outputs; q++) sum += theta[q * _inputs] * yBar[(n * outputs) + q];
        return sum;
    }
}
