using System.Numerics;

namespace Occam.Networks.Layers;

/// <summary>
/// The passes of batch norm, each in at most two sweeps in the order of memory: sums of every channel in parts of examples, added part by
/// part, then one blend. The Workspace holds coefficients of the blend, [coefficient, c]; Saved holds r of each channel.
/// </summary>
internal sealed unsafe class ChannelNormalizer<T>(Shape shape)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Pairs of sums of the second-order pass.</summary>
    private const int MostPairs = 4;

    public static int WorkspaceLength(Shape shape) => 4 * shape.Channels;

    /// <summary>[pair, sum or product, c], and behind it the parts of the pair being formed.</summary>
    public static int PartialsLength(Shape shape, int batch) => 2 * shape.Channels * (MostPairs + Parts(shape, batch).Count);

    /// <summary>Mean and biased variance of each channel, [mean or variance, c], at the beginning of Partials.</summary>
    public Span<double> BatchStatistics(in LayerFrame<T> frame)
    {
        Sums(frame, 0, frame.X, []);
        Span<double> means = Pair(frame, 0, 0), variances = Pair(frame, 0, 1);
        for (int c = 0; c < shape.Channels; c++)
        {
            double shift = double.CreateTruncating(frame.X[c * shape.Sites]);
            (means[c], variances[c]) = NormalizationSums.Moments(shift, means[c], variances[c], frame.Batch * shape.Sites);
        }

        return frame.Partials[..(2 * shape.Channels)];
    }

    /// <summary>y = (x − mean)·r with r = (variance + ε)^(−1/2), which is kept.</summary>
    public void Standardize(in LayerFrame<T> frame, ReadOnlySpan<double> statistics, double epsilon)
    {
        Span<T> means = Coefficient(frame, 0);
        for (int c = 0; c < shape.Channels; c++)
        {
            means[c] = T.CreateTruncating(statistics[c]);
            frame.Saved[c] = T.CreateTruncating(1 / Math.Sqrt(statistics[shape.Channels + c] + epsilon));
        }

        Blend(frame, frame.Saved, frame.X, [], [], means, frame.Y, accumulate: false);
    }

    /// <summary>result (+)= r·v: the Jacobian when the statistics are constants.</summary>
    public void Scale(in LayerFrame<T> frame, ReadOnlySpan<T> vector, Span<T> result, bool accumulate) =>
        Blend(frame, frame.Saved, vector, [], [], [], result, accumulate);

    /// <summary>result (+)= J v.</summary>
    public void Jacobian(in LayerFrame<T> frame, ReadOnlySpan<T> vector, Span<T> result, bool accumulate)
    {
        Sums(frame, 0, vector, frame.Y);
        Span<T> onOutput = Coefficient(frame, 0), constant = Coefficient(frame, 1);
        for (int c = 0; c < shape.Channels; c++)
        {
            NormalizationSums sums = new(double.CreateTruncating(frame.Saved[c]), Mean(frame, 0, 0, c), Mean(frame, 0, 1, c));
            (onOutput[c], constant[c]) = (T.CreateTruncating(sums.OnOutput), T.CreateTruncating(sums.Constant));
        }

        Blend(frame, frame.Saved, vector, onOutput, frame.Y, constant, result, accumulate);
    }

    /// <summary>ẋ̄ (+)= J ẏ̄ + J̇ ȳ.</summary>
    public void AdjointTangent(in LayerFrame<T> frame)
    {
        Sums(frame, 0, frame.YBarDot, frame.Y);
        Sums(frame, 1, frame.YBar, frame.Y);
        Sums(frame, 2, frame.XDot, frame.Y);
        Sums(frame, 3, frame.YBar, frame.YDot);
        Span<T> onOutput = Coefficient(frame, 0), constant = Coefficient(frame, 1), onCotangent = Coefficient(frame, 2), onOutputTangent = Coefficient(frame, 3);
        for (int c = 0; c < shape.Channels; c++)
        {
            NormalizationSums sums = new(
                double.CreateTruncating(frame.Saved[c]), Mean(frame, 0, 0, c), Mean(frame, 0, 1, c), Mean(frame, 1, 0, c), Mean(frame, 1, 1, c),
                Mean(frame, 2, 1, c), Mean(frame, 3, 1, c));
            (onOutput[c], constant[c]) = (T.CreateTruncating(sums.OnOutput), T.CreateTruncating(sums.Constant));
            (onCotangent[c], onOutputTangent[c]) = (T.CreateTruncating(sums.OnCotangent), T.CreateTruncating(sums.OnOutputTangent));
        }

        Blend(frame, frame.Saved, frame.YBarDot, onOutput, frame.Y, constant, frame.XBarDot, frame.AccumulateInput);
        Blend(frame, onCotangent, frame.YBar, onOutputTangent, frame.YDot, [], frame.XBarDot, accumulate: true);
    }

    private static PlaneParts Parts(Shape shape, int batch) => PlaneParts.For(batch, shape.Size);

    private Span<double> Pair(in LayerFrame<T> frame, int pair, int which) => frame.Partials.Slice(((2 * pair) + which) * shape.Channels, shape.Channels);

    private double Mean(in LayerFrame<T> frame, int pair, int which, int c) => Pair(frame, pair, which)[c] / ((double)frame.Batch * shape.Sites);

    private Span<T> Coefficient(in LayerFrame<T> frame, int index) => frame.Workspace.Slice(index * shape.Channels, shape.Channels);

    private void Sums(in LayerFrame<T> frame, int pair, ReadOnlySpan<T> a, ReadOnlySpan<T> b)
    {
        PlaneParts parts = Parts(shape, frame.Batch);
        int stride = 2 * shape.Channels;
        Span<double> total = frame.Partials.Slice(pair * stride, stride), partials = frame.Partials.Slice(MostPairs * stride, parts.Count * stride);
        fixed (T* left = a, right = b)
        fixed (double* sums = partials)
            frame.Workers.Run(new ChannelSumsJob<T>(parts, shape, left, right, sums), parts.Count);
        total.Clear();
        for (; !partials.IsEmpty; partials = partials[stride..])
        {
            for (int i = 0; i < stride; i++) total[i] += partials[i];
        }
    }

    private void Blend(
        in LayerFrame<T> frame, ReadOnlySpan<T> a, ReadOnlySpan<T> u, ReadOnlySpan<T> b, ReadOnlySpan<T> v, ReadOnlySpan<T> k, Span<T> y, bool accumulate)
    {
        PlaneParts parts = Parts(shape, frame.Batch);
        fixed (T* onU = a, first = u, onV = b, second = v, constant = k, result = y)
            frame.Workers.Run(new ChannelBlendJob<T>(parts, shape, onU, first, onV, second, constant, result, accumulate), parts.Count);
    }
}
