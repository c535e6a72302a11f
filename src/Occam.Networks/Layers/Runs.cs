namespace Occam.Networks.Layers;

/// <summary>The equal runs in which the values of a set lie: run i begins i·Stride after the first.</summary>
internal readonly record struct Runs(int Count, int Length, nint Stride)
{
    public int Total => Count * Length;
}
