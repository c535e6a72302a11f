namespace Occam.Networks.Onnx;

/// <summary>
/// If <paramref name="node"/> is the last of a known group, the one operation that gives the same value; else null. The rest of the group
/// disappears where nothing else reads it.
/// </summary>
internal delegate OnnxNode? Fusion(GraphIndex index, OnnxNode node);
