using System.Numerics;
using Occam.Experiments.Models;
using Occam.Measures.Norms;
using Occam.Measures.Planning;
using Occam.Measures.Sharpness;

namespace Occam.Experiments.Measuring;

/// <summary>Why a measure at a point is undefined for a model, and what to look at instead.</summary>
internal static class PointReasons
{
    private const string NotFinite = "the loss is not finite at the places that it looks at: the outputs overflow there";

    /// <summary>The reason for this metric being null, or for its error being null.</summary>
    public static string For<T>(Metric metric, LoadedModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.IsFinite(metric.Value) ? WithoutError(metric) : metric.Name switch
        {
            "path_norm" => OfPaths(model),
            "relative_flatness" => OfLastLayer(model),
            "distance_from_initialization" => OfInitialization(model.Training),
            "relative_distance_from_initialization" => model.Training?.Seed is null ? OfInitialization(model.Training) : "the training began with all parameters at zero; see distance_from_initialization",
            "noise_tolerance_flatness" or "noise_tolerance_relative_flatness" => "the least noise that was tried costs more than a tenth of the accuracy",
            "normalized_margin" or "stable_rank_sum" => "the weights of a layer are all zero; see output_margin and frobenius_norm_product",
            "batch_hessian_top" or "curvature_flatness_ratio" => "it needs two minibatches, and a mean of them that is curved: give more examples; see hessian_top",
            "sam_flatness_ratio" => "it needs two minibatches, and a mean of them that has a gradient: give more examples; see sam_sharpness",
            _ => NotFinite,
        };

    private static string OfPaths<T>(LoadedModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PathNorm.Obstacle(model.Network) is { } node
        ? $"paths say what a network can do only with ReLU or leaky ReLU and without normalizations, and '{node.Name}' is {node.Layer!.Kind}; see spectral_norm_product"
        : $"the sum over paths is beyond {Precisions.Name<T>()} precision; see spectral_norm_product";

    private static string OfLastLayer<T>(LoadedModel<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string last = model.Network.Nodes[^1] is { Layer: { } layer } ? layer.Kind : "a join";
        return $"it is defined for a last layer that is dense, and this network ends with {last}; see adaptive_sharpness";
    }

    private static string OfInitialization(TrainedNetwork? training) => training is null
        ? "an ONNX file does not say with which weights its training began: measure the checkpoint of a run, or see parameter_norm"
        : "the checkpoint does not say with which weights its training began, because they were those of another checkpoint, or because an earlier version wrote it: see parameter_norm";

    private static string WithoutError(Metric metric) => metric.Name switch
    {
        "noise_tolerance" or "noise_tolerance_flatness" or "noise_tolerance_relative" or "noise_tolerance_relative_flatness" => metric.Value is NoiseTolerance.Largest or 1 / (NoiseTolerance.Largest * NoiseTolerance.Largest)
            ? "even the largest noise that is tried, 2, costs no more than a tenth of the accuracy: read the tolerance as 'at least'"
            : "accuracy does not fall with the noise there, so its scatter says nothing about the noise",
        "fisher_rao_norm" => "the gradient of every example is at right angles to the parameters",
        _ => "the number that it is compared to is zero",
    };
}
