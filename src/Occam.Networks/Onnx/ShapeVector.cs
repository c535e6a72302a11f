using System.Collections.Immutable;

namespace Occam.Networks.Onnx;

/// <summary>Whole numbers computed from the sizes of a tensor; null stands for the batch size.</summary>
internal sealed record ShapeVector(ImmutableArray<long?> Entries, bool IsScalar = false);
