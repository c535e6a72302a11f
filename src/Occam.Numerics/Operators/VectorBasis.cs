using Occam.Numerics.Dense;
using Occam.Numerics.Simd;
using Occam.Numerics.Threading;

namespace Occam.Numerics.Operators;

/// <summary>A growing set of orthonormal vectors.</summary>
internal sealed class VectorBasis(Workers workers, int length)
{
    private readonly List<double[]> _vectors = [];

    public int Count => _vectors.Count;

    public double[] this[int i] => _vectors[i];

    public void Add(double[] vector) => _vectors.Add(vector);

    /// <summary>x ← x − Σ_j q_j·(q_j·x): all dots of the given x, then the subtractions with j ascending, fused. Returns the dots.</summary>
    public double[] Remove(double[] x)
    {
        double[] dots = new double[Count];
        workers.Run(new DotJob(_vectors, x, dots), Count);
        Cut pieces = new(length, Reductions.BlockLength);
        workers.Run(new CombineJob(_vectors, x, dots, -1, pieces), pieces.Pieces);
        return dots;
    }

    /// <summary>Σ_j c[j]·q_j, j ascending, fused.</summary>
    public double[] Combine(ReadOnlySpan<double> coefficients)
    {
        double[] sum = new double[length];
        Cut pieces = new(length, Reductions.BlockLength);
        workers.Run(new CombineJob(_vectors, sum, coefficients.ToArray(), 1, pieces), pieces.Pieces);
        return sum;
    }

    private readonly struct DotJob(List<double[]> vectors, double[] x, double[] dots) : IParallelJob
    {
        public void Run(int part, Scratch scratch) => dots[part] = Reductions.Dot<double>(vectors[part], x);
    }

    private readonly struct CombineJob(List<double[]> vectors, double[] x, double[] coefficients, double sign, Cut pieces) : IParallelJob
    {
        public void Run(int part, Scratch scratch)
        {
            int first = pieces.Start(part), size = pieces.Size(part);
            Span<double> target = x.AsSpan(first, size);
            for (int j = 0; j < coefficients.Length; j++) VectorOperations.AddScaled(sign * coefficients[j], vectors[j].AsSpan(first, size), target);
        }
    }
}
