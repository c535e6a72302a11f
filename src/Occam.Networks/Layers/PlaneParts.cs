namespace Occam.Networks.Layers;

/// <summary>Many small pieces of equal length, put together into parts of about <see cref="ChunkedWork.Length"/> values: by the sizes only.</summary>
internal readonly record struct PlaneParts(int Planes, int PerPart)
{
    public int Count => (Planes + PerPart - 1) / PerPart;

    public static PlaneParts For(int planes, int planeLength) => new(planes, Math.Max(1, ChunkedWork.Length / Math.Max(planeLength, 1)));

    public int First(int part) => part * PerPart;

    public int End(int part) => Math.Min(Planes, (part + 1) * PerPart);
}
