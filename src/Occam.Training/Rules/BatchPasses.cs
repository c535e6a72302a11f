using System.Numerics;
using Occam.Data.Augmentations;
using Occam.Data.Batches;
using Occam.Data.Datasets;
using Occam.Networks.Layers;
using Occam.Networks.Losses;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;
using Occam.Numerics.Random;
using Occam.Numerics.Simd;

namespace Occam.Training.Rules;

/// <summary>The batch of one step, and forward and backward passes over it or a part of it, as training makes them. Nothing is allocated after construction.</summary>
internal sealed class BatchPasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ILoss<T> _loss;
    private readonly Dataset _data;
    private readonly TrainingSettings _settings;
    private readonly BatchPlan _batches;
    private readonly Augmenter? _augmenter;
    private readonly Seed _steps, _alterations;
    private readonly T[] _state, _outputBar;
    private readonly int[] _labels;
    private readonly double[] _losses;

    /// <summary>The batches of a training at <paramref name="theta"/>, whose normalizations have the statistics <paramref name="state"/>.</summary>
    public BatchPasses(NetworkPasses<T> passes, ILoss<T> loss, Dataset data, TrainingSettings settings, Seed seed, T[] theta, T[] state, Augmenter? augmenter)
    {
        if (augmenter is not null) DemandFitting(augmenter, data);
        (Passes, _loss, _data, _settings, _steps, Theta, _state) = (passes, loss, data, settings, seed.Derive("step"), theta, state);
        _batches = new BatchPlan(seed, data.Count, settings.BatchSize);
        (_labels, _losses) = (new int[settings.BatchSize], new double[settings.BatchSize]);
        (_augmenter, _alterations) = (augmenter, seed.Derive("augmentation"));
        _outputBar = new T[settings.BatchSize * passes.Network.Output.Size];
        WeightDecay = T.CreateChecked(settings.Optimizer.WeightDecay);
    }

    /// <summary>The passes; after a call they hold what the last one left.</summary>
    public NetworkPasses<T> Passes { get; }

    /// <summary>θ.</summary>
    public T[] Theta { get; }

    /// <summary>λ.</summary>
    public T WeightDecay { get; }

    /// <summary>The number of the step, from 0.</summary>
    public long Step { get; set; }

    /// <summary>Steps in an epoch.</summary>
    public int StepsPerEpoch => _batches.StepsPerEpoch;

    /// <summary>Examples in the step's batch.</summary>
    public int Count => _batches.Batch(Step).Length;

    private Seed Randomness => _steps.Derive((int)Step);

    /// <summary>The mean loss of the batch at θ and its gradient; running statistics move.</summary>
    /// <param name="gradient">[P]; overwritten. Empty when not wanted.</param>
    /// <exception cref="NumericalException">The loss is not a finite number; the message says where and what to try.</exception>
    public double Whole(Span<T> gradient) => Pass(Theta, _batches.Batch(Step), PassContext.Step(Randomness), gradient);

    /// <summary>The same at another point, with the same dropout; running statistics stand still, because they are those of θ.</summary>
    public double Elsewhere(ReadOnlySpan<T> theta, Span<T> gradient) =>
        Pass(theta, _batches.Batch(Step), PassContext.Step(Randomness) with { UpdateStatistics = false }, gradient);

    /// <summary>
    /// The summed loss, and the gradient of the mean loss, of one of several groups of consecutive examples; the first (Count mod groups) have
    /// one example more. Each group has dropout of its own; running statistics move.
    /// </summary>
    public double Group(int group, int groups, Span<T> gradient)
    {
        (int size, int longer) = Math.DivRem(Count, groups);
        int first = (group * size) + Math.Min(group, longer), count = size + (group < longer ? 1 : 0);
        return Pass(Theta, _batches.Batch(Step).Slice(first, count), PassContext.Step(Randomness.Derive(group)), gradient) * count;
    }

    private double Pass(ReadOnlySpan<T> theta, ReadOnlySpan<int> examples, PassContext context, Span<T> gradient)
    {
        int n = examples.Length, classes = Passes.Network.Output.Size;
        Span<int> labels = _labels.AsSpan(0, n);
        Fill(examples, Passes.Begin(n), labels);
        ReadOnlySpan<T> outputs = Passes.Forward(theta, _state, context);
        Span<double> losses = _losses.AsSpan(0, n);
        _loss.Values(outputs, labels, classes, losses);
        double mean = Reductions.Sum<double>(losses) / n;
        if (!double.IsFinite(mean)) Diverged(mean);
        Span<T> outputBar = _outputBar.AsSpan(0, outputs.Length);
        _loss.Gradient(outputs, labels, classes, T.One / T.CreateChecked(n), outputBar);
        Passes.Backward(theta, outputBar, gradient);
        return mean;
    }

    private void Fill(ReadOnlySpan<int> examples, Span<T> images, Span<int> labels)
    {
        if (_augmenter is null)
        {
            BatchCopy.Fill(_data, examples, images, labels);
            return;
        }

        _augmenter.Fill(examples, _alterations.Derive((int)Step), images);
        BatchCopy.Labels(_data, examples, labels);
    }

    private static void DemandFitting(Augmenter augmenter, Dataset data)
    {
        if (augmenter.Shape == data.Shape && augmenter.Count == data.Count) return;
        throw new InputException(
            "Augmentation of the training set", $"{data.Count} images of {data.Shape}", $"{augmenter.Count} of {augmenter.Shape}", "Draw from the originals of the training set.");
    }

    private void Diverged(double loss)
    {
        Node<T>? node = Passes.FirstNonFinite();
        string where = node is null ? "the loss itself" : node.Name == "input" ? "the input" : $"layer '{node.Name}'";
        string remedy = node?.Name == "input"
            ? "Look for values that are not numbers in the data."
            : $"Try a learning rate below {_settings.Optimizer.LearningRate}, a warm-up, or a normalization.";
        throw new NumericalException($"Training step {Step}", "a finite loss", $"{loss}, first seen in {where}", remedy);
    }
}
