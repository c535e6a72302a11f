using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Convolutions;

/// <summary>sums[n,q] = Σ_s ȳ[n,q,s]: the gradient of each example with respect to the bias. A part is one example.</summary>
internal readonly unsafe struct BiasSumsJob<T>(int outputs, int sites, T* yBar, T* sums) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int part, Scratch scratch)
    {
        for (int q = part * outputs; q < (part + 1) * outputs; q++)
            sums[q] = GradientSum.Sum(yBar + ((nint)q * sites), sites);
    }
}
