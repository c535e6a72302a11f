using Occam.Data.Datasets;
using Occam.Experiments.Computing;
using Occam.Measures.Landscape;
using Occam.Networks.Passes;
using Occam.Numerics.Random;

namespace Occam.Experiments.Landscapes;

/// <summary>The surface around one trained network, and the directions through it. Directions are drawn anew for each computation, the same ones each time.</summary>
internal sealed class Surfaces(ComputationSite site, string series, Dataset data, Seed place)
{
    public Network<float> Network => site.Passes(series).Network;

    public float[] Theta => site.Theta(series);

    public LossSurface<float> Around(float[] theta, float[] state) => new(site.Passes(series), site.Laboratory.Loss, data, theta, state);

    /// <summary>With statistics that are re-estimated at every point, from the same examples.</summary>
    public LossSurface<float> Around(PointStatistics statistics) => new(site.Passes(series), site.Laboratory.Loss, data, Theta, site.State(series), statistics);

    public LossSurface<float> Around() => Around(Theta, site.State(series));

    /// <summary>Filter-normalized direction number <paramref name="index"/>.</summary>
    public SurfaceDirection<float> Filter(float[] theta, int index) => new(Directions.Random<float>(Network, theta, place.Derive(index), DirectionScale.Filter));

    /// <summary>The same draw at the scale of the initial weights, which is one for all trainings of a repetition.</summary>
    public SurfaceDirection<float> Plain(int index, Seed initial)
    {
        float[] start = site.Laboratory.Network.Initial(Network, initial);
        return new SurfaceDirection<float>(Directions.Random<float>(Network, start, place.Derive(index), DirectionScale.Network));
    }
}
