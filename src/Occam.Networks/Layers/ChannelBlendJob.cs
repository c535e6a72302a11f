using System.Numerics;
using Occam.Numerics.Threading;

namespace Occam.Networks.Layers;

/// <summary>
/// y[n,c,s] (+)= a[c]·u[n,c,s] + (b[c]·v[n,c,s] + k[c]); without v, y = (u − k[c])·a[c] if that is wanted, else y (+)= a[c]·u. A part is some examples.
/// </summary>
internal readonly unsafe struct ChannelBlendJob<T>(
    PlaneParts examples, Shape shape, T* a, T* u, T* b, T* v, T* k, T* y, bool accumulate) : IParallelJob
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int part, Scratch scratch)
    {
        for (int n = examples.First(part); n < examples.End(part); n++)
        {
            nint offset = (nint)n * shape.Size;
            if (shape.Sites == 1) Row(offset);
            else Planes(offset);
        }
    }

    private void Planes(nint offset)
    {
        for (int c = 0; c < shape.Channels; c++, offset += shape.Sites)
        {
            if (v != null) StatisticLoops.Blend(a[c], u + offset, b[c], v + offset, k == null ? T.Zero : k[c], y + offset, shape.Sites, accumulate);
            else if (k != null) StatisticLoops.Standardize(u + offset, y + offset, shape.Sites, k[c], a[c]);
            else ElementLoops.Affine(a[c], u + offset, T.Zero, y + offset, shape.Sites, accumulate);
        }
    }

    private void Row(nint offset)
    {
        T* from = u + offset, other = v == null ? null : v + offset, to = y + offset;
        if (other == null && k == null)
        {
            ElementLoops.Affine(a, from, null, to, shape.Channels, accumulate);
            return;
        }

        for (int c = 0; c < shape.Channels; c++)
        {
            T constant = k == null ? T.Zero : k[c];
            T value = other == null ? (from[c] - constant) * a[c] : T.FusedMultiplyAdd(a[c], from[c], T.FusedMultiplyAdd(b[c], other[c], constant));
            to[c] = accumulate ? to[c] + value : value;
        }
    }
}
