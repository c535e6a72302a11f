using Occam.Numerics.Dense;

namespace Occam.Networks.Convolutions;

/// <summary>How cotangents are packed once for all units of a weight gradient: a few examples at a time, so that they stay in the last cache.</summary>
internal readonly record struct CotangentPanels<T>(ConvolutionGeometry Geometry)
    where T : unmanaged
{
    private const int WantedValues = 1 << 21;

    /// <summary>Values from one step of sites to the next.</summary>
    public int StepLength => Product.PanelsLength<T>(Geometry.GroupOutputs, Geometry.Sites);

    /// <summary>Values of one group of outputs of one example.</summary>
    public int GroupLength => checked((Geometry.Sites + Product.DepthStep(Geometry.Sites) - 1) / Product.DepthStep(Geometry.Sites) * StepLength);

    /// <summary>Values of one example.</summary>
    public int ExampleLength => checked(Geometry.Groups * GroupLength);

    /// <summary>Examples that are packed at a time.</summary>
    public int Examples(int batch) => Math.Clamp(WantedValues / ExampleLength, 1, Math.Max(batch, 1));
}
