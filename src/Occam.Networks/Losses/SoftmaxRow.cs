using System.Numerics;
using Occam.Numerics.Simd;

namespace Occam.Networks.Losses;

/// <summary>The softmax of one row of outputs, in double, handed out in blocks so that nothing is allocated however many classes there are.</summary>
internal readonly ref struct SoftmaxRow<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int BlockLength = 64;
    private readonly ReadOnlySpan<T> _z;

    /// <summary>The softmax of z; the block is working memory.</summary>
    public SoftmaxRow(ReadOnlySpan<T> z, Span<double> block)
    {
        _z = z;
        int first = 0;
        for (int k = 1; k < z.Length; k++)
        {
            if (z[k] > z[first]) first = k;
        }

        Largest = double.CreateTruncating(z[first]);
        double others = 0;
        for (int start = 0; start < z.Length; start += BlockLength)
        {
            Span<double> e = Exponentials(start, block);

            // Left out rather than subtracted later: beside the 1 of the largest, small terms would lose their digits. A NaN times 0 stays.
            if (first >= start && first < start + e.Length) e[first - start] *= 0;
            foreach (double term in e) others += term;
        }

        Others = others;
    }

    /// <summary>The largest output; of equals, the first.</summary>
    public double Largest { get; }

    /// <summary>Σ e^(z − largest) over all but that one.</summary>
    public double Others { get; }

    /// <summary>The probabilities of the classes from <paramref name="start"/> on, at most <see cref="BlockLength"/>.</summary>
    public Span<double> Probabilities(int start, Span<double> block)
    {
        Span<double> p = Exponentials(start, block);
        double total = 1 + Others;
        for (int i = 0; i < p.Length; i++) p[i] /= total;
        return p;
    }

    private Span<double> Exponentials(int start, Span<double> block)
    {
        Span<double> e = block[..Math.Min(BlockLength, _z.Length - start)];
        for (int i = 0; i < e.Length; i++) e[i] = double.CreateTruncating(_z[start + i]) - Largest;
        Elementary.Exp<double>(e, e);
        return e;
    }
}
