namespace Occam.Numerics.Errors;

/// <summary>The four parts of every message a person sees: what was being done, what was expected, what was found, what to do.</summary>
/// <param name="What">The operation and the name it was applied to, for example "--learning-rate".</param>
/// <param name="Expected">What would have been accepted.</param>
/// <param name="Got">What was found instead.</param>
/// <param name="Remedy">What the reader can do about it.</param>
public sealed record Fault(string What, string Expected, string Got, string Remedy)
{
    /// <summary>The four parts on one line.</summary>
    public override string ToString() => $"{What}: expected {Expected}, got {Got}. {Remedy}";
}
