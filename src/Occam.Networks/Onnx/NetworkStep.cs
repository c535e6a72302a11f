using System.Collections.Immutable;
using System.Numerics;
using Occam.Networks.Passes;

namespace Occam.Networks.Onnx;

/// <summary>One node of the network to build: a layer by its recipe, or a join.</summary>
internal sealed record NetworkStep(string Name, LayerRecipe? Recipe, JoinKind Join, ImmutableArray<int> Inputs)
{
    public int AddTo<T>(NetworkBuilder<T> builder)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Recipe is null ? builder.Join(Name, Join, Inputs.AsSpan()) : builder.Add(Name, Recipe.Make<T>, Inputs[0]);
}
