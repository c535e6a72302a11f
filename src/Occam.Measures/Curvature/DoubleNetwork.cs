using Occam.Networks.Losses;
using Occam.Networks.Passes;

namespace Occam.Measures.Curvature;

/// <summary>The same network and loss in double precision; products of small networks lose no digits to single precision then.</summary>
/// <param name="Network">The network.</param>
/// <param name="Loss">The loss.</param>
public sealed record DoubleNetwork(Network<double> Network, ILoss<double> Loss);
