using System.Numerics;

namespace Occam.Networks.Layers;

/// <summary>
/// y_c = x_c·d_c^(−β) with d_c = k + (α/size)·Σ x_j² over the channels j from c − ⌊size/2⌋ to c + ⌊(size − 1)/2⌋ that exist, site by site: PyTorch's
/// definition, which divides α by the size. TensorFlow's, with depth radius ρ and no division, is size = 2ρ + 1 and α = size·α_TF.
/// </summary>
public sealed unsafe class LocalResponseNormalization<T> : GeneralLayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ResponseWindow<T> _window;

    /// <summary>Local response normalization; the defaults are PyTorch's.</summary>
    public LocalResponseNormalization(Shape shape, int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
    {
        LayerFaults.Demand(
            size >= 1 && alpha >= 0 && beta > 0 && k > 0, $"Local response normalization on {shape}", "size ≥ 1, α ≥ 0, β > 0 and k > 0",
            $"size {size}, α {alpha}, β {beta}, k {k}", "Correct the layer's settings; AlexNet's are size 5, α 1e-4 per value, β 0.75, k 2.");
        (Input, _window) = (shape, new ResponseWindow<T>(shape, size, alpha, beta, k));
    }

    /// <inheritdoc/>
    public override string Kind => "local response norm";

    /// <inheritdoc/>
    public override Shape Input { get; }

    /// <inheritdoc/>
    public override Shape Output => Input;

    /// <summary>d and d^(−β).</summary>
    public override int SavedLength(int batch) => 2 * batch * Input.Size;

    /// <inheritdoc/>
    protected override void Value(in LayerFrame<T> frame) => Run(frame, ResponsePass.Value, [], frame.Y);

    /// <inheritdoc/>
    protected override void Tangent(in LayerFrame<T> frame) => Run(frame, ResponsePass.Tangent, [], frame.YDot);

    /// <inheritdoc/>
    protected override void Adjoint(in LayerFrame<T> frame) => Run(frame, ResponsePass.Adjoint, frame.YBar, frame.XBar);

    /// <inheritdoc/>
    protected override void AdjointTangent(in LayerFrame<T> frame)
    {
        if (frame.XDot.IsEmpty) Run(frame, ResponsePass.Adjoint, frame.YBarDot, frame.XBarDot);
        else Run(frame, ResponsePass.AdjointTangent, frame.YBarDot, frame.XBarDot);
    }

    private void Run(in LayerFrame<T> frame, ResponsePass pass, ReadOnlySpan<T> vector, Span<T> result)
    {
        fixed (T* x = frame.X, y = frame.Y, v = vector, c = frame.YBar, dx = frame.XDot, dy = frame.YDot, r = result, saved = frame.Saved)
        {
            NormalizationOperands<T> operands = new() { X = x, Y = y, Vector = v, Cotangent = c, InputTangent = dx, OutputTangent = dy, Result = r };
            frame.Workers.Run(new ResponseJob<T>(_window, pass, operands, saved, saved + (frame.Batch * Input.Size), frame.AccumulateInput), frame.Batch);
        }
    }
}
