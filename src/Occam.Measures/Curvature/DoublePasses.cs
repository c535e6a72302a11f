using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Measures.Curvature;

/// <summary>The same network and loss in double precision: the curvature of a small network loses no digits to single precision then.</summary>
/// <param name="Passes">Passes of the network; whoever made them disposes of them.</param>
/// <param name="Loss">The loss.</param>
public sealed record DoublePasses(NetworkPasses<double> Passes, ILoss<double> Loss);
