namespace Occam.Experiments.InfiniteWidth;

/// <summary>Kernels of an infinitely wide network that are to be written to a file.</summary>
/// <param name="Specification">The network.</param>
/// <param name="Inputs">FILE.npz:ARRAY.</param>
/// <param name="Output">The .npz to write: nngp and ntk.</param>
/// <param name="Single">Single precision in place of double.</param>
public sealed record KernelRequest(KernelSpecification Specification, string Inputs, string Output, bool Single);
