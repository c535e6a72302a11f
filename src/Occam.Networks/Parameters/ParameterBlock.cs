using System.Collections.Immutable;

namespace Occam.Networks.Parameters;

/// <summary>One named array of parameters, as a layer declares it.</summary>
/// <param name="Name">The name within the layer: "weight" or "bias".</param>
/// <param name="Shape">The array's shape, row-major, in PyTorch's order: [outputs, inputs] or [outputs, inputs, rows, columns].</param>
/// <param name="FanIn">How many values each output sums over, for the initializers.</param>
/// <param name="FanOut">How many outputs each input feeds.</param>
/// <param name="Role">What the array does, which decides how it is initialized.</param>
public sealed record ParameterBlock(string Name, ImmutableArray<int> Shape, int FanIn, int FanOut, ParameterRole Role)
{
    /// <summary>How many values.</summary>
    public int Length => Shape.Aggregate(1, (product, dimension) => checked(product * dimension));
}
