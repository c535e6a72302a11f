using System.Numerics;

namespace Occam.Networks.Layers;

/// <summary>The settings of local response normalization, and its sums over neighbouring channels.</summary>
internal sealed unsafe class ResponseWindow<T>(Shape shape, int size, double alpha, double beta, double k)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _before = size / 2, _after = (size - 1) / 2;

    public int Length { get; } = shape.Size;

    /// <summary>α/size.</summary>
    public T Share { get; } = T.CreateChecked(alpha / size);

    public T Beta { get; } = T.CreateChecked(beta);

    public T Constant { get; } = T.CreateChecked(k);

    /// <summary>sums[c,s] = Σ values[j,s] over the window of c; turned, over the channels j whose window has c in it.</summary>
    public void Sum(T* values, T* sums, bool turned)
    {
        (int before, int after) = turned ? (_after, _before) : (_before, _after);
        new Span<T>(sums, Length).Clear();
        for (int c = 0; c < shape.Channels; c++)
        {
            int last = Math.Min(shape.Channels - 1, c + after);
            for (int j = Math.Max(0, c - before); j <= last; j++)
                ElementLoops.Add(values + ((nint)j * shape.Sites), sums + ((nint)c * shape.Sites), shape.Sites);
        }
    }
}
