namespace Occam.Networks.Onnx;

/// <summary>What no network that this engine can run exceeds: beyond it a file is damaged or hostile, and is refused before anything is allocated for it.</summary>
internal static class Limits
{
    public const int Nodes = 20_000, Tensors = 50_000, Attributes = 32, InputsOfNode = 1_024, OutputsOfNode = 64, Rank = 8, ShapeEntries = 64;

    /// <summary>Rows and columns of a window, and the pixels of padding around an image.</summary>
    public const int Window = 4_096;

    /// <summary>Pixels from one window to the next, and stride² × outputs × taps: the adjoint of a convolution sorts its taps for each remainder.</summary>
    public const long Stride = 64, SortedTaps = 1L << 28;

    /// <summary>Values of one example anywhere in the network.</summary>
    public const long Values = 1L << 28;

    /// <summary>Arrays that several layers read are copied: so many times the stored values, and this much besides.</summary>
    public const long Copies = 8, CopiedValues = 1L << 20;

    private const int QuotedLength = 64;

    /// <summary>A name from a file, in quotes and not too long.</summary>
    public static string Quote(string name) => name.Length <= QuotedLength ? $"'{name}'" : $"'{name[..QuotedLength]}…'";
}
