using System.Collections.Immutable;
using Occam.Formats.Arrays;

namespace Occam.Formats.Safetensors;

/// <summary>One tensor of a safetensors file, before its numbers are read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What one element is.</param>
/// <param name="Shape">The lengths, slowest dimension first; empty for a single number.</param>
/// <param name="Begin">Offset of the first byte after the header.</param>
/// <param name="End">Offset just past the last byte.</param>
public sealed record SafetensorsEntry(string Name, ElementType Type, ImmutableArray<long> Shape, long Begin, long End);
