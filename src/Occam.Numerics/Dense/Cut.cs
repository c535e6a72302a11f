namespace Occam.Numerics.Dense;

/// <summary>A length cut into pieces of one size; the last may be shorter.</summary>
internal readonly record struct Cut(int Length, int Step)
{
    public int Pieces => (Length + Step - 1) / Step;

    public int Start(int piece) => piece * Step;

    public int Size(int piece) => Math.Min(Step, Length - (piece * Step));
}
