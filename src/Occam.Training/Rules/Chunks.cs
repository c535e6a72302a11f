namespace Occam.Training.Rules;

/// <summary>How a long vector is cut for the workers: by its length alone.</summary>
internal static class Chunks
{
    private const int Length = 1 << 15;

    /// <summary>How many chunks a vector has.</summary>
    public static int Count(int vector) => (vector + Length - 1) / Length;

    /// <summary>Where a chunk begins, and how long it is.</summary>
    public static (int Start, int Length) Of(int part, int vector) => (part * Length, Math.Min(Length, vector - (part * Length)));
}
