namespace Occam.Experiments.Settings;

/// <summary>The keys that every experiment with trainings has.</summary>
public static class CommonSettings
{
    /// <summary>Data, model and training; experiments append their own and may replace defaults.</summary>
    public static IReadOnlyList<SettingInfo> All { get; } =
    [
        new("data", "a name (mnist-mini, mnist, fashion-mnist, cifar10) or a path", "mnist-mini"),
        new("layout", "where a four-dimensional .npz has its channels: nchw or nhwc", "nchw"),
        new("model", "linear, mlp:512, mlp:512x3, lenet, vgg-small, resnet:20, ..., or an ONNX file or checkpoint", "mlp:64", "mlp:512", "mlp:512"),
        new("activation", "relu, leaky-relu, tanh, sigmoid, gelu, silu or square", "relu"),
        new("normalization", "in place of batch norm: batch, group, layer or none", "batch"),
        new("dropout", "fraction dropped after the activations of dense layers, in training", "0"),
        new("loss", "cross-entropy, mse, or logistic (two classes)", "cross-entropy"),
        new("label-smoothing", "of cross-entropy", "0"),
        new("train", "training examples, balanced over classes, or all", "500", "all", "all"),
        new("test", "test examples, or all", "200", "all", "all"),
        new("crop", "rows and columns kept in the middle of each image, or all", "all"),
        new("augment", "training images drawn anew each step: none, crop (at random places) or full (crops, turned, mirrored, other colours)", "none"),
        new("standardize", "per-channel, per-image or none", "per-channel"),
        new("initializer", "he, glorot, lecun or ntk; file begins with the weights of model=FILE", "he"),
        new("optimizer", "sgd, momentum, nesterov, adam, adamw, adagrad or rmsprop", "momentum"),
        new("rule", "how a batch becomes a direction: mean, winsorized:PERCENT, median, m3, rm3, ra3, sam:RADIUS or asam:RADIUS", "mean"),
        new("learning-rate", "before the schedule", "0.02"),
        new("momentum", "of momentum and nesterov", "0.9"),
        new("weight-decay", "coupled to the gradient, except in adamw", "0"),
        new("batch-size", "examples in a batch", "50", "100", "128"),
        new("steps", "steps at most", "400", "7000", "60000"),
        new("schedule", "constant, step:EPOCHS:FACTOR, decay:FACTOR or cosine", "constant"),
        new("warm-up", "steps of linear rise of the learning rate; slow enough to watch the start", "100", "1000", "1000"),
        new("fit", "training accuracy that counts as fitted", "0.99"),
        new("stop", "training accuracy at which a training ends", "0.999"),
        new("probe", "training examples that are measured, drawn once, or all; fewer make large networks quicker to watch", "all"),
        new("chunk", "examples per chunk when measuring; decides the last bits", "250"),
    ];

    /// <summary>The common keys with some defaults replaced and others appended.</summary>
    public static IReadOnlyList<SettingInfo> With(params ReadOnlySpan<SettingInfo> own)
    {
        List<SettingInfo> keys = [.. All];
        foreach (SettingInfo info in own)
        {
            int place = keys.FindIndex(k => k.Key == info.Key);
            if (place < 0) keys.Add(info);
            else keys[place] = info;
        }

        return keys;
    }
}
