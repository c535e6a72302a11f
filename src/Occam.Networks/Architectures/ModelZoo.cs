using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Layers;
using Occam.Networks.Passes;
using Occam.Numerics.Errors;

namespace Occam.Networks.Architectures;

/// <summary>The networks that have names.</summary>
public static class ModelZoo
{
    private const int LongestNameQuoted = 64;

    /// <summary>Every family of names, in the order in which they are listed.</summary>
    public static ImmutableArray<ArchitectureFamily> Families { get; } =
        [Linear.Family, Mlp.Family, NormalizedMlp.Family, LeNet.Family, AlexNetSmall.Family, VggSmall.Family, InceptionSmall.Family, ResNet.Family];

    /// <summary>Builds a network from its name.</summary>
    /// <param name="name">For example "mlp:512x3", "resnet:20", "inception-small"; <see cref="Families"/> lists them.</param>
    /// <param name="input">The shape of an example.</param>
    /// <param name="classes">The number of outputs.</param>
    /// <param name="options">What is varied; null for the architecture as it was published.</param>
    /// <exception cref="InputException">
    /// The name is unknown or has a wrong number, the image is too small, there are no classes, or the network is too large; all faults at once.
    /// </exception>
    public static Network<T> Create<T>(string name, Shape input, int classes, ModelOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<Fault> faults = [];
        options ??= new ModelOptions();
        options.Check(faults);
        Architecture? architecture = Find(name, faults);
        CheckSizes(name, input, classes, architecture?.SmallestSide ?? 1, faults);
        if (faults.Count > 0 || architecture is null) throw new InputException(faults);
        try
        {
            Assembly<T> net = new(input, classes, options);
            architecture.Build(net);
            return net.Builder.Build();
        }
        catch (OverflowException)
        {
            throw new InputException($"Model {Quote(name)} on {input.Channels}×{input.Height}×{input.Width}", "fewer than 2³¹ parameters", "more", "Use a narrower model or smaller examples.");
        }
    }

    private static Architecture? Find(string name, List<Fault> faults)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        string familyName = colon < 0 ? name : name[..colon];
        ArchitectureFamily? family = Families.FirstOrDefault(f => f.Name == familyName);
        if (family is null)
        {
            faults.Add(new Fault("Model name", $"one of {string.Join(", ", Families.Select(f => f.Pattern))}", Quote(name), Suggestion(familyName)));
            return null;
        }

        Architecture? architecture = family.Read(colon < 0 ? null : name[(colon + 1)..]);
        if (architecture is null)
        {
            string expected = family.Argument is null ? $"{family.Name} with nothing after it" : $"{family.Pattern}, with {family.Argument}";
            faults.Add(new Fault("Model name", expected, Quote(name), $"For example: {family.Example}."));
        }

        return architecture;
    }

    private static string Suggestion(string familyName)
    {
        string? nearest = NearestName.Find(familyName, Families.Select(f => f.Name));
        return nearest is null ? "Choose one of them." : $"Did you mean {Families.First(f => f.Name == nearest).Example}?";
    }

    private static void CheckSizes(string name, Shape input, int classes, int smallestSide, List<Fault> faults)
    {
        if (classes < 1) faults.Add(new Fault($"Classes of model {Quote(name)}", "at least one", $"{classes}", "Give the number of classes of the data."));
        if (input.Channels < 1 || input.Height < 1 || input.Width < 1)
        {
            faults.Add(new Fault(
                $"Input of model {Quote(name)}", "a shape without zeros", $"{input.Channels}×{input.Height}×{input.Width}", "Give channels, rows and columns of an example."));
        }
        else if (Math.Min(input.Height, input.Width) < smallestSide)
        {
            faults.Add(new Fault(
                $"Input of model {Quote(name)}", $"images of at least {smallestSide}×{smallestSide}", $"examples of shape {input}",
                "Use larger images, or a model without convolutions such as mlp:512."));
        }
    }

    private static string Quote(string name) => name.Length <= LongestNameQuoted ? $"'{name}'" : $"'{name[..LongestNameQuoted]}…'";
}
