using Occam.Networks.Layers;

namespace Occam.Experiments.Models;

/// <summary>Whether examples are those that a model reads.</summary>
internal static class ExampleShapes
{
    /// <summary>A vector of as many values is read in the order in which an image stores them; two images have to agree in every length.</summary>
    public static bool Fit(Shape model, Shape data) => model == data || (model.Size == data.Size && (IsVector(model) || IsVector(data)));

    /// <summary>What to do about images that do not fit: their channels may lie at the other end.</summary>
    /// <param name="model">What the model reads.</param>
    /// <param name="data">What the examples are, as they were read.</param>
    /// <param name="channelsLast">How to say that channels come last.</param>
    /// <param name="otherwise">The advice where that would not help.</param>
    public static string Remedy(Shape model, Shape data, string channelsLast, string otherwise) =>
        model == new Shape(data.Width, data.Channels, data.Height) ? $"Write {channelsLast}: the channels of these images come last." : otherwise;

    private static bool IsVector(Shape shape) => shape.Sites == 1;
}
