using Occam.Numerics.Dense;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>Packs cotangents as right factors, [example, group, step of sites, panels]; a part is an example.</summary>
internal readonly unsafe struct CotangentPacking<T>(CotangentPanels<T> layout, T* yBar, T* panels) : IParallelJob
    where T : unmanaged
{
    public void Run(int part, Scratch scratch)
    {
        ConvolutionGeometry geometry = layout.Geometry;
        int sites = geometry.Sites, step = Product.DepthStep(sites);
        for (int g = 0; g < geometry.Groups; g++)
        {
            MatrixSource<T> cotangent = new(yBar + ((((nint)part * geometry.Outputs) + (g * geometry.GroupOutputs)) * sites), sites, 1);
            T* target = panels + ((nint)part * layout.ExampleLength) + ((nint)g * layout.GroupLength);
            for (int first = 0; first < sites; first += step, target += layout.StepLength)
                Product.PackRight(cotangent, geometry.GroupOutputs, first, Math.Min(step, sites - first), target);
        }
    }
}
